/** The columns that can be shown beside the Licensing ID, in their order. */
export const relationshipColumns = ['program', 'organization', 'location', 'agreement', 'startDate', 'endDate', 'status', 'roles'] as const;
export type RelationshipColumn = (typeof relationshipColumns)[number];
export const usualColumns: readonly RelationshipColumn[] = ['program', 'organization', 'location', 'endDate', 'status', 'roles'];

/** The columns that the server can sort by. */
export const sortableColumns = ['licensingId', 'program', 'organization', 'startDate', 'endDate'] as const;
export type SortableColumn = (typeof sortableColumns)[number];
