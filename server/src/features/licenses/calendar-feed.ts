import type { EndingKindName } from '@vlsc/shared/ending.ts';
import type { Locale } from '@vlsc/shared/locale.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, InputType, ObjectType } from 'type-graphql';
import { Scope } from '../../platform/scope.ts';
import { EndingKind } from '../users/reminder-preferences.ts';
import { LocaleName } from '../users/user.entity.ts';
import { Viewer } from '../users/viewer.ts';

@Scope('session')
@ObjectType({ description: 'Your private calendar of what ends. Its address is told once, when it is made, and is kept nowhere.' })
export class CalendarFeed {
  @Field(() => [EndingKind], { description: 'What it shows.' }) readonly kinds!: readonly EndingKindName[];
  @Field(() => LocaleName, { description: 'The language it is written in.' }) readonly locale!: Locale;
  @Field(() => GraphQLDateTime, { description: 'When its address was made.' }) readonly createdAt!: Date;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When a calendar last read it; null before the first time.' })
  readonly lastReadAt!: Date | null;
}

@InputType({ description: 'A calendar to be made.' })
export class CreateCalendarFeedInput {
  @Field(() => [EndingKind], { description: 'What it shows: at least one kind.' }) kinds!: EndingKindName[];
  @Field(() => LocaleName, { nullable: true, description: 'The language it is written in; yours when left out.' }) locale?: Locale | null;
}

@ObjectType({ description: 'A calendar was made; the one before, if there was one, is gone.' })
export class CalendarFeedCreated {
  @Field(() => String, { description: 'Where calendars read it. Whoever has it sees what the calendar shows; it is told only now.' })
  readonly url!: string;
  @Field(() => Viewer, { description: 'You, with the calendar.' }) readonly viewer!: Viewer;
}
