/** Has the browser save a file as if its link had been clicked; the page stays. */
export function saveFile({ downloadPath, fileName }: { downloadPath: string | null; fileName: string }): void {
  if (!downloadPath) return;
  const link = document.createElement('a');
  link.href = downloadPath;
  link.download = fileName;
  link.click();
}
