/** What the rules below look at: a person's relation to a case. */
export interface CaseRelation {
  readonly isPerson: boolean;
  readonly isStaff: boolean;
}

/** Whose part somebody takes in the conversation; staff who opened a case themselves are its person. */
export type Part = 'person' | 'staff';

export const partIn = ({ isPerson, isStaff }: CaseRelation): Part | null => (isPerson ? 'person' : isStaff ? 'staff' : null);

export const mayReply = (relation: CaseRelation): boolean => partIn(relation) !== null;

/** Nobody resolves their own case, not even staff. */
export const mayResolve = (relation: CaseRelation): boolean => partIn(relation) === 'staff';

/** To the person of a case, whoever answers is "support". */
export const maySeeAuthor = (isFromStaff: boolean, { isStaff }: CaseRelation): boolean => isStaff || !isFromStaff;
