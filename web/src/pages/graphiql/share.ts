/** An operation as it stands in the address, behind the `#`, so that it is sent to no server. Headers are never in it. */
export interface Shared {
  readonly query: string;
  readonly variables: string;
}

export function sharedIn(hash: string): Shared | null {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const query = parameters.get('query');
  return query ? { query, variables: parameters.get('variables') ?? '' } : null;
}

export function addressOf({ query, variables }: Shared): string {
  const parameters = new URLSearchParams({ query, ...(variables.trim() && { variables }) });
  return `/graphiql#${parameters}`;
}
