const keyOf = (name: string) => `vlsc.${name}`;

/** Whether something was noted in this tab since it was opened; where storage is refused, whatever it guards is not done again. */
export function isNoted(name: string): boolean {
  try {
    return sessionStorage.getItem(keyOf(name)) !== null;
  } catch {
    return true;
  }
}

export function note(name: string): void {
  try {
    sessionStorage.setItem(keyOf(name), 'yes');
  } catch {
    // `isNoted` already answers as if it were.
  }
}
