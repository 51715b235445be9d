/** A line that shows a token at work: it reads a little of what the token may, and changes nothing. */
export function tryingCommand(origin: string, secret: string, readsLicenses: boolean): string {
  const fields = readsLicenses ? 'displayName licenses(first: 5) { totalCount nodes { licensingId } }' : 'displayName';
  return [
    `curl '${origin}/graphql'`,
    `-H 'Authorization: Bearer ${secret}'`,
    `-H 'Content-Type: application/json'`,
    `--data '${JSON.stringify({ query: `query Try { viewer { ${fields} } }` })}'`,
  ].join(' \\\n  ');
}
