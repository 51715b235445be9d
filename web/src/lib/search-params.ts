/** What a person may have typed into an address: anything. What is not understood is left out. */
export function textParam(value: unknown, longest = 200): string | undefined {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, longest) : '';
  return text === '' ? undefined : text;
}

export const choiceParam = <Choice extends string | number>(value: unknown, choices: readonly Choice[]): Choice | undefined =>
  choices.find(choice => choice === value);
