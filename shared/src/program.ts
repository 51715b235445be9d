export const programs = ['MBSA', 'ENTERPRISE', 'SELECT', 'SELECT_PLUS', 'OPEN_VALUE', 'OPEN_LICENSE'] as const;
export type ProgramName = (typeof programs)[number];

/** Programs that have Licensing IDs of their own; an MBSA only holds other agreements. */
export const licensingPrograms = programs.filter(program => program !== 'MBSA');
