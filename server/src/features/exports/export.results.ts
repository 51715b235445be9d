import { paths } from '@vlsc/shared/paths.ts';
import { createUnionType, ObjectType } from 'type-graphql';
import { typeNameOf } from '../../platform/node.ts';
import { NextStep, Problem } from '../../platform/problem.ts';
import { Export } from './export.ts';

@ObjectType({
  implements: Problem,
  description: 'As many exports of yours as can be at once are under way; another can begin when one of them is over.',
})
export class ExportsUnfinished extends Problem {
  constructor(most: number) {
    super({ key: 'problems.exportsUnfinished', params: { most } }, [new NextStep('VIEW_EXPORTS', paths.exports)]);
  }
}

export const StartExportResult = createUnionType({
  name: 'StartExportResult',
  description: 'What came of asking for an export.',
  types: () => [Export, ExportsUnfinished] as const,
  resolveType: typeNameOf as never,
});
