import type { EndingKindName } from '@vlsc/shared/ending.ts';
import type { Locale } from '@vlsc/shared/locale.ts';
import { type MessageKey, say, sayRoles } from '@vlsc/shared/messages.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import type { EndingRow } from './ending.queries.ts';

/** An ending in as few values as it takes to name it, in a mail or a calendar. */
export interface EndingFacts {
  readonly kind: EndingKindName;
  readonly endsOn: string;
  /** The Licensing ID, or the number of an agreement. */
  readonly number: string;
  readonly organization: string;
  readonly quantity: number | null;
  readonly benefit: string | null;
  readonly roles: readonly RoleName[];
  /** Whose roles end, where it is not the reader. */
  readonly person: string | null;
}

export const factsOf = ({ kind, endsOn, agreement, license, quantity, benefit, roles, isOwn, user }: EndingRow): EndingFacts => ({
  kind,
  endsOn,
  number: license?.licensingId ?? agreement?.number ?? '',
  organization: (license ?? agreement)?.organization.name ?? '',
  quantity,
  benefit,
  roles,
  person: isOwn ? null : (user?.displayName ?? null),
});

const benefitNames: Readonly<Record<string, MessageKey>> = {
  TRAINING_VOUCHERS: 'benefits.TRAINING_VOUCHERS',
  HOME_USE_PROGRAM: 'benefits.HOME_USE_PROGRAM',
  PLANNING_SERVICES: 'benefits.PLANNING_SERVICES',
  PROBLEM_RESOLUTION_SUPPORT: 'benefits.PROBLEM_RESOLUTION_SUPPORT',
  E_LEARNING: 'benefits.E_LEARNING',
};

/** A benefit that the product has no word for is called as the feed calls it. */
function sayBenefit(benefit: string, locale: Locale): string {
  const key = benefitNames[benefit];
  return key ? say({ key }, locale) : benefit;
}

/** What ends, in a few words without the day. */
export function sayEnding({ kind, number, quantity, benefit, roles, person }: EndingFacts, locale: Locale): string {
  const params = {
    number,
    quantity: quantity ?? 0,
    benefit: benefit ? sayBenefit(benefit, locale) : '',
    roles: sayRoles(roles, locale),
    person: person ?? '',
  };
  return say({ key: person === null ? `endings.${kind}` : 'endings.DELEGATION.other', params }, locale);
}
