import { paths } from '@vlsc/shared/paths.ts';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import { typeNameOf } from '../../platform/node.ts';
import { nodeId } from '../../platform/node-id.ts';
import { NextStep, Problem } from '../../platform/problem.ts';
import { SupportCase } from './support-case.entity.ts';
import { partIn } from './support-case.policy.ts';
import type { SupportCaseRow } from './support-case.queries.ts';

/** The page of a case, for the part that its reader takes in it. */
const pageOfCase = ({ id, relation }: SupportCaseRow): string =>
  (partIn(relation) === 'staff' ? paths.operationsCase : paths.supportCase)(nodeId('SupportCase', id));

@ObjectType({
  implements: Problem,
  description: 'A case of yours about the same license is open, or you opened the same one a moment ago; nothing new was opened.',
})
export class CaseAlreadyOpen extends Problem {
  @Field(() => SupportCase, { description: 'The case that is there already.' }) readonly supportCase: SupportCaseRow;
  constructor(supportCase: SupportCaseRow) {
    super({ key: 'problems.caseAlreadyOpen', params: { number: supportCase.number } }, [
      new NextStep('VIEW_CASE', pageOfCase(supportCase)),
    ]);
    this.supportCase = supportCase;
  }
}

@ObjectType({ implements: Problem, description: 'The case is closed; `supportCase` says how it ended.' })
export class CaseClosed extends Problem {
  @Field(() => SupportCase, { description: 'The case as it stands.' }) readonly supportCase: SupportCaseRow;
  constructor(supportCase: SupportCaseRow) {
    const key = supportCase.status === 'REFUSED' ? 'problems.caseClosed.REFUSED' : 'problems.caseClosed.RESOLVED';
    super({ key, params: { number: supportCase.number } }, [new NextStep('VIEW_CASE', pageOfCase(supportCase))]);
    this.supportCase = supportCase;
  }
}

@ObjectType({
  implements: Problem,
  description: 'The person of the case has no verified business e-mail address, and so cannot be given a role. Ask them to register first.',
})
export class PersonNotRegistered extends Problem {
  constructor(supportCase: SupportCaseRow) {
    super({ key: 'problems.personNotRegistered' }, [new NextStep('VIEW_CASE', pageOfCase(supportCase))]);
  }
}

export const OpenSupportCaseResult = createUnionType({
  name: 'OpenSupportCaseResult',
  description: 'What came of opening a case.',
  types: () => [SupportCase, CaseAlreadyOpen] as const,
  resolveType: typeNameOf as never,
});
export const ReplyToSupportCaseResult = createUnionType({
  name: 'ReplyToSupportCaseResult',
  description: 'What came of a reply.',
  types: () => [SupportCase, CaseClosed] as const,
  resolveType: typeNameOf as never,
});
export const ResolveSupportCaseResult = createUnionType({
  name: 'ResolveSupportCaseResult',
  description: 'What came of closing a case.',
  types: () => [SupportCase, CaseClosed, PersonNotRegistered] as const,
  resolveType: typeNameOf as never,
});
