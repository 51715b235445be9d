import { licensingPrograms } from '@vlsc/shared/program.ts';
import { roles as everyRole } from '@vlsc/shared/role.ts';
import type { Program, Role } from '../../gql/operations.ts';
import { choiceParam, textParam } from '../../lib/search-params.ts';

/** What a link to the form may fill in: `roles` is a list of role names, with commas between them. */
export type RequestPermissionsSearch = { program?: string; licensingId?: string; roles?: string };

export const requestPermissionsSearch = (search: Record<string, unknown>): RequestPermissionsSearch => ({
  program: choiceParam(search.program, licensingPrograms),
  licensingId: textParam(search.licensingId, 80),
  roles: textParam(search.roles),
});

type Prefilled = { program: Program | ''; licensingId: string; roles: Role[] };

export const prefilled = ({ program, licensingId = '', roles = '' }: RequestPermissionsSearch): Prefilled => ({
  program: choiceParam(program, licensingPrograms) ?? '',
  licensingId,
  roles: everyRole.filter(role => roles.split(',').includes(role)),
});
