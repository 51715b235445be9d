import { paths } from '@vlsc/shared/paths.ts';
import { createUnionType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { typeNameOf } from '../../platform/node.ts';
import { NextStep, Problem } from '../../platform/problem.ts';
import { BulkQueryRefusalReason, type Refused } from './bulk-refusal.ts';
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

registerEnumType(BulkQueryRefusalReason, {
  name: 'BulkQueryRefusalReason',
  description: 'Why a query cannot be run as a bulk query.',
  valuesConfig: {
    DOCUMENT: { description: 'It is no GraphQL document, or asks for what the schema does not have.' },
    OPERATION: { description: 'It has no operation, several and none is named, or one that is not a query.' },
    VARIABLES: { description: 'A variable lacks a value, or has one of another type.' },
    NO_LIST: { description: 'There is no list to walk: no connection on a way of single objects from the root.' },
    BESIDE_THE_LIST: { description: 'Something stands beside the list, for which the file has no line.' },
    ROWS: { description: 'Rows of a list are asked for twice or not at all: `nodes`, or `edges { node }`.' },
    PAGING: { description: '`after`, `before` or `last` is given: the whole list is walked, from its start.' },
    NO_ID: { description: 'A list stands within an object that has no `id`, by which the rows of the list would name it.' },
    RESERVED_NAME: { description: 'An alias begins with `__`, or calls something else `id` where rows name their parent by it.' },
    TOO_EXPENSIVE: { description: 'A single row of the list already costs more than an operation may cost.' },
    TOO_DEEP: { description: 'It is deeper than an operation may be.' },
    TOO_MANY_ALIASES: { description: 'It has more aliases than an operation may have.' },
  },
});

@ObjectType({ description: 'One thing that stands against running a query as a bulk query.' })
export class BulkQueryRefusal {
  @Field(() => BulkQueryRefusalReason, { description: 'What is the matter.' }) readonly reason!: Refused['reason'];
  @Field(() => [String], { description: 'The field that it is about, as names from the root; empty where it is about the whole.' })
  readonly path!: readonly string[];
  @Field(() => Int, { nullable: true, description: 'The line of the document, from 1; null where it is about the whole.' })
  readonly line!: number | null;
  @Field(() => Int, { nullable: true, description: 'The column in that line, from 1.' }) readonly column!: number | null;
  readonly said!: Refused['said'];
}

@ObjectType({ implements: Problem, description: 'The query cannot be run as a bulk query; nothing was begun.' })
export class BulkQueryRefused extends Problem {
  @Field(() => [BulkQueryRefusal], { description: 'All that stands against it.' }) readonly reasons: readonly Refused[];

  constructor(reasons: readonly Refused[]) {
    super({ key: 'problems.bulkQueryRefused' }, []);
    this.reasons = reasons;
  }
}

export const StartBulkQueryResult = createUnionType({
  name: 'StartBulkQueryResult',
  description: 'What came of asking for a bulk query.',
  types: () => [Export, BulkQueryRefused, ExportsUnfinished] as const,
  resolveType: typeNameOf as never,
});
