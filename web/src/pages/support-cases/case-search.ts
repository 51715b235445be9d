import { licensingPrograms } from '@vlsc/shared/program.ts';
import { type CaseDraft, caseKinds } from '../../features/support/case-draft.ts';
import { choiceParam, textParam } from '../../lib/search-params.ts';

/** What a link to the form may fill in. */
export type NewCaseSearch = { kind?: string; program?: string; licensingId?: string; authorizationNumber?: string };

export const newCaseSearch = (search: Record<string, unknown>): NewCaseSearch => ({
  kind: choiceParam(search.kind, caseKinds),
  program: choiceParam(search.program, licensingPrograms),
  licensingId: textParam(search.licensingId, 80),
  authorizationNumber: textParam(search.authorizationNumber, 80),
});

export const prefilled = ({ kind, program, licensingId = '', authorizationNumber = '' }: NewCaseSearch): Partial<CaseDraft> => ({
  kind: choiceParam(kind, caseKinds) ?? 'ADMINISTRATOR_WANTED',
  program: choiceParam(program, licensingPrograms) ?? '',
  licensingId,
  authorizationNumber,
});
