import { paths } from '@vlsc/shared/paths.ts';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import { typeNameOf } from '../../platform/node.ts';
import { NextStep, Problem } from '../../platform/problem.ts';
import { ChangePage } from './change.ts';

@ObjectType({
  implements: Problem,
  description:
    'The cursor is older than the changes that are kept. Take `cursor`, then read everything again, then ask what changed since.',
})
export class ChangesForgotten extends Problem {
  @Field(() => String, { description: 'The cursor of now.' }) readonly cursor: string;
  constructor(cursor: string) {
    super({ key: 'problems.changesForgotten' }, [new NextStep('VIEW_LICENSES', paths.relationshipSummary)]);
    this.cursor = cursor;
  }
}

export const ChangesResult = createUnionType({
  name: 'ChangesResult',
  description: 'What changed, or that it is not known any more.',
  types: () => [ChangePage, ChangesForgotten] as const,
  resolveType: typeNameOf as never,
});
