/** What can come to an end for a person. */
export const endingKinds = ['AGREEMENT', 'LICENSE', 'SOFTWARE_ASSURANCE', 'BENEFIT', 'DELEGATION'] as const;
export type EndingKindName = (typeof endingKinds)[number];

/** How many days before an end people can be reminded of it, the earliest first. */
export const reminderDays = [90, 60, 30, 7] as const;
/** What somebody is reminded of who has not chosen. */
export const remindedKinds: readonly EndingKindName[] = ['AGREEMENT', 'LICENSE', 'SOFTWARE_ASSURANCE', 'DELEGATION'];
