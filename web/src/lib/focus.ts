/** A callback ref for what appears in answer to an act and takes the place of what was focused. */
export const focusOnShow = (element: HTMLElement | null): void => element?.focus();
