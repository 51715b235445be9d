type File = { url: string; fileName: string; sha256: string };

const unsafe = /[/\\:*?"<>|\p{Cc}\p{Cf}]/gu;

/** A name under which a file can be saved anywhere, and that no command takes for an option or a path. */
const savedAs = (fileName: string): string => fileName.replace(unsafe, '_').replace(/^[-.~]+/, '_') || 'download';

/** For a shell of Unix: nothing within single quotes means anything but itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** For PowerShell: it takes typographic quotes for quotes too. */
const quotedForPowerShell = (text: string): string => `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;

const checkedBy = (check: string, { url, fileName, sha256 }: File): string => {
  const name = savedAs(fileName);
  return `curl -fL --retry 3 -o ${quoted(name)} ${quoted(url)} && echo ${quoted(`${sha256}  ${name}`)} | ${check}`;
};

/** Lines that fetch a file and say whether it arrived whole, by the SHA-256 that we know of it. */
export const commandLines = {
  linux: (file: File): string => checkedBy('sha256sum -c -', file),
  mac: (file: File): string => checkedBy('shasum -a 256 -c -', file),
  powerShell: ({ url, fileName, sha256 }: File): string => {
    const name = quotedForPowerShell(savedAs(fileName));
    const check = `(Get-FileHash -Algorithm SHA256 -LiteralPath ${name}).Hash -ne ${quotedForPowerShell(sha256)}`;
    return `curl.exe -fL --retry 3 -o ${name} ${quotedForPowerShell(url)}; if ($LASTEXITCODE -ne 0 -or ${check}) { Write-Error 'SHA-256' } else { 'OK' }`;
  },
} as const;
