import { type EndingKindName, remindedKinds, reminderDays } from '@vlsc/shared/ending.ts';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { BadField } from '../../platform/errors.ts';
import { Scope } from '../../platform/scope.ts';

export enum EndingKind {
  AGREEMENT = 'AGREEMENT',
  LICENSE = 'LICENSE',
  SOFTWARE_ASSURANCE = 'SOFTWARE_ASSURANCE',
  BENEFIT = 'BENEFIT',
  DELEGATION = 'DELEGATION',
}
registerEnumType(EndingKind, {
  name: 'EndingKind',
  description: 'What comes to an end.',
  valuesConfig: {
    AGREEMENT: { description: 'An agreement above licenses of which you see the license information.' },
    LICENSE: { description: 'A license on which you hold a role.' },
    SOFTWARE_ASSURANCE: {
      description: 'Software Assurance of a license of which you see the license information or manage Software Assurance.',
    },
    BENEFIT: { description: 'A Software Assurance benefit that is not used up yet, seen by the same people.' },
    DELEGATION: { description: 'Roles that were given until a day: yours, and those of others on licenses that you administer.' },
  },
});

@Scope('profile:read')
@ObjectType({ description: 'What a person is reminded of by mail, and when.' })
export class ReminderPreferences {
  @Field(() => [EndingKind], { description: 'What to be reminded of; empty for nothing.' }) readonly kinds!: readonly EndingKindName[];
  @Field(() => [Int], { description: 'How many days before the end, the earliest first; empty for never.' })
  readonly days!: readonly number[];
}

@InputType({ description: 'What to be reminded of by mail; what is left out stays.' })
export class ReminderPreferencesInput {
  @Field(() => [EndingKind], { nullable: true, description: 'What to be reminded of; an empty list for nothing.' })
  kinds?: EndingKindName[] | null;
  @Field(() => [Int], {
    nullable: true,
    description: `How many days before the end: any of ${reminderDays.join(', ')}; an empty list for never.`,
  })
  days?: number[] | null;
}

export const standardReminders: ReminderPreferences = { kinds: remindedKinds, days: reminderDays };

/** What was wished, each thing once and in order; days at which nobody is reminded are bad fields. */
export function readReminders(
  { kinds, days }: ReminderPreferencesInput,
  path: string,
  bad: BadField[],
): { readonly kinds: EndingKindName[] | null; readonly days: number[] | null } {
  if (days?.some(day => !reminderDays.some(known => known === day)))
    bad.push({ path: `${path}.days`, said: { key: 'errors.reminderDays' } });
  return { kinds: kinds ? [...new Set(kinds)] : null, days: days ? reminderDays.filter(known => days.includes(known)) : null };
}
