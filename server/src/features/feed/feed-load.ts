import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { connectionOf } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';

export enum FeedLoadState {
  RUNNING = 'RUNNING',
  FINISHED = 'FINISHED',
  FAILED = 'FAILED',
  INTERRUPTED = 'INTERRUPTED',
}
registerEnumType(FeedLoadState, { name: 'FeedLoadState', description: 'How a load of the feed is going, or ended.' });

@ObjectType({ description: 'What a load did with one file.' })
export class FeedFileResult {
  @Field(() => String, { description: 'The name of the file.' }) readonly file!: string;
  @Field(() => Int, { description: 'Rows that were new.' }) readonly inserted!: number;
  @Field(() => Int, { description: 'Rows that differed from what was there.' }) readonly updated!: number;
  @Field(() => Int, { description: 'Rows that were there already.' }) readonly unchanged!: number;
  @Field(() => Int, { description: 'Rows that were not loaded; `FeedLoad.rejects` has them.' }) readonly rejected!: number;
}

@ObjectType({ description: 'A row that was not loaded, and why.' })
export class FeedReject {
  @Field(() => String, { description: 'The name of the file.' }) readonly file!: string;
  @Field(() => Int, { description: 'The line at which the row begins, from 1.' }) readonly line!: number;
  @Field(() => String, { nullable: true, description: 'The column that is at fault; null where it is the row as a whole.' })
  readonly column!: string | null;
  @Field(() => String, { description: 'What is wrong, in English.' }) readonly reason!: string;
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
}

export const FeedLoadConnection = connectionOf(() => FeedLoad, 'FeedLoad');
