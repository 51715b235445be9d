import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { connectionOf } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { catalogue, type ExportListName } from './export-catalogue.ts';
import type { ExportFormatName } from './export-format.ts';

export const ExportList = Object.fromEntries(Object.keys(catalogue).map(list => [list, list])) as { [Name in ExportListName]: Name };
registerEnumType(ExportList, {
  name: 'ExportList',
  description: 'A list that can be exported.',
  valuesConfig: Object.fromEntries(Object.entries(catalogue).map(([list, { description }]) => [list, { description }])),
});

export enum ExportFormat {
  CSV = 'CSV',
  JSON = 'JSON',
  JSON_LINES = 'JSON_LINES',
}
registerEnumType(ExportFormat, {
  name: 'ExportFormat',
  description: 'What kind of file an export makes.',
  valuesConfig: {
    CSV: {
      description:
        'UTF-8 with a byte-order mark, so that Excel opens Japanese intact. Cells that a spreadsheet would take for a formula begin with an apostrophe; several values of a cell are joined by `;`.',
    },
    JSON: { description: 'An array of objects with the same keys as the columns: numbers as numbers, several values as an array.' },
    JSON_LINES: {
      description:
        'One JSON object a line (media type `application/jsonl`), to be read line by line however long the file is. Of a list: the columns, as in JSON. Of a bulk query: what `startBulkQuery` says.',
    },
  },
});

export enum ExportState {
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  READY = 'READY',
  FAILED = 'FAILED',
  CANCELED = 'CANCELED',
}
registerEnumType(ExportState, {
  name: 'ExportState',
  description: 'How far an export is.',
  valuesConfig: {
    QUEUED: { description: 'It waits for its turn.' },
    RUNNING: { description: 'Its file is being written.' },
    READY: { description: 'Its file can be downloaded.' },
    FAILED: { description: 'There is no file; `failure` says why.' },
    CANCELED: { description: 'It was stopped before it was ready.' },
  },
});
export type ExportStateName = keyof typeof ExportState;

export enum ExportFailure {
  ACCESS_ENDED = 'ACCESS_ENDED',
  INTERNAL = 'INTERNAL',
}
registerEnumType(ExportFailure, {
  name: 'ExportFailure',
  description: 'Why an export has no file.',
  valuesConfig: {
    ACCESS_ENDED: {
      description:
        'Something that you could see when it began, you may no longer see, or the API token that began it has ended. Export again what you see now.',
    },
    INTERNAL: {
      description:
        'Something went wrong, several times: a page that meets an error is read again, and never left out. Try again, or narrow the list down.',
    },
  },
});
export type ExportFailureName = keyof typeof ExportFailure;

@Scope('licenses:read')
@ObjectType({
  implements: Node,
  description:
    'All rows of a list, or of a query of your own, as a file that is made in the background. Visible to the person who asked for it, and to nobody else.',
})
export class Export extends Node {
  readonly __typename = 'Export';
  @Field(() => ExportList, { nullable: true, description: 'Which list; null for a bulk query.' }) readonly list!: ExportListName | null;
  @Field(() => String, { nullable: true, description: 'The document of a bulk query; null for a list.' }) readonly query!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The name of the operation of a bulk query; null where it has none, and for a list.',
  })
  readonly operationName!: string | null;
  @Field(() => ExportFormat, { description: 'What kind of file.' }) readonly format!: ExportFormatName;
  @Field(() => String, { description: 'The name of the file.' }) readonly fileName!: string;
  @Field(() => ExportState, { description: 'How far it is.' }) readonly state!: ExportStateName;
  @Field(() => Int, { description: 'How many entries of the list are in the file so far; of a bulk query those of its outermost list.' })
  readonly entriesDone!: number;
  @Field(() => Int, {
    nullable: true,
    description: 'How many entries the list has, as far as it is known; null before that. An entry can make several rows, or none.',
  })
  readonly entriesTotal!: number | null;
  @Field(() => Int, { description: 'How many rows the file has so far; of a bulk query, lines.' }) readonly rowCount!: number;
  @Field(() => Float, { description: 'The size of the file so far, in bytes.' }) readonly byteCount!: number;
  @Field(() => ExportFailure, { nullable: true, description: 'Why there is no file; null unless it failed.' })
  readonly failure!: ExportFailureName | null;
  @Field(() => GraphQLDateTime, { description: 'When it was asked for.' }) readonly createdAt!: Date;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it ended; null while it is under way.' })
  readonly finishedAt!: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Until when it is kept; null while it is under way.' })
  readonly expiresAt!: Date | null;
  readonly apiTokenId!: string | null;
}

export const ExportConnection = connectionOf(() => Export, 'Export');
