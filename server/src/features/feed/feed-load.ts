import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { connectionOf } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { License } from '../agreements/license.entity.ts';

export enum FeedLoadState {
  RUNNING = 'RUNNING',
  FINISHED = 'FINISHED',
  FAILED = 'FAILED',
  INTERRUPTED = 'INTERRUPTED',
}
registerEnumType(FeedLoadState, { name: 'FeedLoadState', description: 'How a load of the feed is going, or ended.' });

export enum FeedFileState {
  LOADED = 'LOADED',
  REFUSED = 'REFUSED',
}
registerEnumType(FeedFileState, {
  name: 'FeedFileState',
  description: 'What became of a file.',
  valuesConfig: { REFUSED: { description: 'No row of it could be loaded, however mended; `refusal` says why.' } },
});

@ObjectType({ description: 'Why a file was refused whole.' })
export class FeedRefusal {
  @Field(() => String, { description: 'A stable code, such as `MISSING_COLUMN`.' }) readonly code!: string;
  @Field(() => String, { description: 'What is wrong, in English.' }) readonly message!: string;
}

@ObjectType({ description: 'What a load did with one file.' })
export class FeedFileResult {
  @Field(() => String, { description: 'The name of the file.' }) readonly file!: string;
  @Field(() => FeedFileState, { description: 'What became of it.' }) readonly state!: keyof typeof FeedFileState;
  @Field(() => FeedRefusal, { nullable: true, description: 'Why it was refused; null where it was loaded.' })
  readonly refusal!: FeedRefusal | null;
  @Field(() => Int, { description: 'Rows that it has.' }) readonly read!: number;
  @Field(() => Int, { description: 'Rows that were new.' }) readonly inserted!: number;
  @Field(() => Int, { description: 'Rows that differed from what was there.' }) readonly updated!: number;
  @Field(() => Int, { description: 'Rows that were there already.' }) readonly unchanged!: number;
  @Field(() => Int, { description: 'Rows that were not loaded; `FeedLoad.rejects` has them.' }) readonly rejected!: number;
  @Field(() => Int, { description: 'Contacts that their license or agreement no longer names.' }) readonly removed!: number;
  @Field(() => Int, { description: 'Contacts that would have been removed, had no row of their license been rejected.' })
  readonly kept!: number;
  @Field(() => String, {
    nullable: true,
    description: 'Where the server keeps the rejected rows, to be mended and loaded again; null where it has none.',
  })
  readonly rejectsFile!: string | null;
}

@ObjectType({ description: 'How many rows of a file were rejected for one reason.' })
export class FeedRejectCount {
  @Field(() => String, { description: 'The name of the file.' }) readonly file!: string;
  @Field(() => String, { description: 'The stable code of the reason.' }) readonly code!: string;
  @Field(() => Int, { description: 'How many rows.' }) readonly count!: number;
}

@ObjectType({ description: 'A row that was not loaded, and why.' })
export class FeedReject {
  @Field(() => String, { description: 'The name of the file.' }) readonly file!: string;
  @Field(() => Int, { description: 'The line at which the row begins, from 1.' }) readonly line!: number;
  @Field(() => String, { nullable: true, description: 'The column that is at fault; null where it is the row as a whole.' })
  readonly column!: string | null;
  @Field(() => String, { description: 'What is wrong, in English: its stable code, a colon and a sentence.' }) readonly reason!: string;
  @Field(() => String, { description: 'The stable code alone, such as `UNKNOWN_REFERENCE`.' }) readonly code!: string;
  @Field(() => String, { description: 'What stands there; of product keys the last five characters.' }) readonly value!: string;
}

export const FeedRejectConnection = connectionOf(() => FeedReject, 'FeedReject');

@Scope('staff:read')
@ObjectType({ implements: Node, description: 'One load of the licensing feed. For staff.' })
export class FeedLoad extends Node {
  @Field(() => GraphQLDateTime, { description: 'When it began.' }) readonly startedAt!: Date;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it ended; null while it runs.' }) readonly finishedAt!: Date | null;
  @Field(() => FeedLoadState, { description: 'How it is going, or ended.' }) readonly state!: keyof typeof FeedLoadState;
  @Field(() => Boolean, { description: 'Whether everything was taken back: a rehearsal.' }) readonly isDryRun!: boolean;
  @Field(() => [FeedFileResult], { description: 'What it did, file by file; empty while it runs.' }) readonly files!: FeedFileResult[];
  @Field(() => String, { nullable: true, description: 'Why it failed, in English; null where it did not.' }) readonly failure!:
    | string
    | null;
}

export const FeedLoadConnection = connectionOf(() => FeedLoad, 'FeedLoad');

export enum LateCause {
  NO_CONTACT = 'NO_CONTACT',
  NOT_REGISTERED = 'NOT_REGISTERED',
  NOT_GIVEN = 'NOT_GIVEN',
}
registerEnumType(LateCause, {
  name: 'LateCause',
  description: 'Why nobody sees a license.',
  valuesConfig: {
    NO_CONTACT: { description: 'Neither the license nor an agreement above it names anybody.' },
    NOT_REGISTERED: { description: 'Somebody is named; nobody who is has registered, or taken over.' },
    NOT_GIVEN: { description: 'Somebody registered should have access and has not.' },
  },
});

@Scope('staff:read')
@ObjectType({ description: 'A license that gave nobody access in the time promised after it was received. For staff.' })
export class LateLicense {
  @Field(() => License, { description: 'The license.' }) readonly license!: License;
  @Field(() => GraphQLDateTime, { description: 'When the order system had it.' }) readonly receivedAt!: Date;
  @Field(() => GraphQLDateTime, { description: 'When somebody should have had access.' }) readonly dueAt!: Date;
  @Field(() => LateCause, { description: 'Why nobody has.' }) readonly cause!: keyof typeof LateCause;
}

export const LateLicenseConnection = connectionOf(() => LateLicense, 'LateLicense');
