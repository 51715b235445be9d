import type { Message } from '@vlsc/shared/messages.ts';
import { GraphQLError } from 'graphql';

/** The closed list of codes that a caller can meet, besides Apollo's own for parsing and validation. */
export const errorCodes = [
  'UNAUTHENTICATED',
  'INSUFFICIENT_SCOPE',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'RATE_LIMITED',
  'QUERY_TOO_EXPENSIVE',
  'CONFLICT',
  'UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** An error that a caller is told as it is; its message is put into the caller's language when it leaves. */
export class Refusal extends GraphQLError {
  constructor(
    readonly code: ErrorCode,
    readonly said: Message,
    readonly more: Record<string, unknown> = {},
    readonly status?: number,
  ) {
    super(said.key, { extensions: { code, ...more } });
  }
}

/** Missing and forbidden answer alike, so that ids cannot be probed. */
export class NotFound extends Refusal {
  constructor() {
    super('NOT_FOUND', { key: 'errors.notFound' });
  }
}

export class Unauthenticated extends Refusal {
  constructor() {
    super('UNAUTHENTICATED', { key: 'errors.unauthenticated' });
  }
}

/** Too much in a short time: HTTP 429, with when to come back. */
export class RateLimited extends Refusal {
  constructor(milliseconds: number) {
    const retryAfterMs = Math.ceil(milliseconds);
    super('RATE_LIMITED', { key: 'errors.rateLimited', params: { seconds: Math.ceil(retryAfterMs / 1000) } }, { retryAfterMs }, 429);
  }
}

/** One bad field of an input: where it is (such as `input.email`) and what is wrong with it. */
export interface BadField {
  readonly path: string;
  readonly said: Message;
}

export class BadInput extends Refusal {
  constructor(
    readonly fields: readonly [BadField, ...BadField[]],
    status?: number,
  ) {
    super('BAD_USER_INPUT', { key: 'errors.badUserInput' }, {}, status);
  }
}

/** Throws when there are bad fields, all of them at once. */
export function refuseBad([first, ...others]: readonly BadField[]): void {
  if (first) throw new BadInput([first, ...others]);
}
