/** A callback ref for what appears in answer to an act and takes the place of what was focused. */
export const focusOnShow = (element: HTMLElement | null): void => element?.focus();

/** The same for what may answer a dialog, which a moment after it has closed gives the focus back to where it came from. */
export const focusAfterDialog = (element: HTMLElement | null): void => {
  if (element) setTimeout(() => element.focus(), 40);
};

/** Brings the person to the first field that is at fault; `data-fault` marks what is no field itself. */
export const focusFirstFault = (form: HTMLElement | null): void =>
  form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-fault]')?.focus();

/** Brings the person to a date that was begun and not finished, which the browser reports as none; answers whether there is one. */
export function focusUnfinishedDate(form: HTMLElement | null): boolean {
  const dates = [...(form?.querySelectorAll<HTMLInputElement>('input[type="date"]') ?? [])];
  const found = dates.find(({ validity }) => validity.badInput);
  found?.checkValidity();
  found?.focus();
  return found !== undefined;
}
