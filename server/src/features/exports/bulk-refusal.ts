import type { Message } from '@vlsc/shared/messages.ts';
import type { ASTNode } from 'graphql';

export enum BulkQueryRefusalReason {
  DOCUMENT = 'DOCUMENT',
  OPERATION = 'OPERATION',
  VARIABLES = 'VARIABLES',
  NO_LIST = 'NO_LIST',
  BESIDE_THE_LIST = 'BESIDE_THE_LIST',
  ROWS = 'ROWS',
  PAGING = 'PAGING',
  NO_ID = 'NO_ID',
  RESERVED_NAME = 'RESERVED_NAME',
  TOO_EXPENSIVE = 'TOO_EXPENSIVE',
  TOO_DEEP = 'TOO_DEEP',
  TOO_MANY_ALIASES = 'TOO_MANY_ALIASES',
}

/** One thing that stands against a bulk query, and where. */
export interface Refused {
  readonly reason: keyof typeof BulkQueryRefusalReason;
  readonly said: Message;
  readonly path: readonly string[];
  readonly line: number | null;
  readonly column: number | null;
}

interface Where {
  readonly node?: ASTNode;
  readonly path?: readonly string[];
  readonly at?: { readonly line: number; readonly column: number } | undefined;
}
export const refuse = (reason: Refused['reason'], said: Message, { node, path = [], at }: Where = {}): Refused => {
  const token = node?.loc?.startToken;
  return { reason, said, path, line: at?.line ?? token?.line ?? null, column: at?.column ?? token?.column ?? null };
};

/** Thrown with everything that stands against a bulk query. */
export class QueryRefused extends Error {
  constructor(readonly refused: readonly Refused[]) {
    super('This query cannot be run as a bulk query.');
  }
}
