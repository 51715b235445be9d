import { CombinedGraphQLErrors } from '@apollo/client/errors';

export type ServerError = {
  /** One of the server's closed list of codes; undefined where the server did not answer. */
  code?: string;
  /** The server's own words, in the person's language; undefined where it did not answer. */
  message?: string;
  requestId?: string;
  /** What is wrong with each field, by its name within the input: `input.email` is `email`. */
  fields: Readonly<Record<string, string>>;
};

type Extensions = { code?: string; requestId?: string; fields?: readonly { path: string; message: string }[] };

/** What a failed call told, whatever kind of failure it was. */
export function readServerError(error: unknown): ServerError {
  if (!CombinedGraphQLErrors.is(error)) return { fields: {} };
  const [first] = error.errors;
  const { code, requestId, fields = [] } = (first?.extensions ?? {}) as Extensions;
  return {
    code,
    message: first?.message,
    requestId,
    fields: Object.fromEntries(fields.map(({ path, message }) => [path.replace(/^input\./, ''), message])),
  };
}
