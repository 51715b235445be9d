import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { Viewer } from '../users/viewer.ts';
import { calendarFeedOf } from './calendar-feed.service.ts';
import { CalendarFeed, CalendarFeedCreated, CreateCalendarFeedInput } from './calendar-feed.ts';

@Resolver(() => Viewer)
export class CalendarFeedResolver {
  @Access('preferences:write')
  @Mutation(() => CalendarFeedCreated, {
    description: 'Makes a private calendar of what ends for you, at an address of its own. The address of the one before stops working.',
  })
  createCalendarFeed(
    @Arg('input', () => CreateCalendarFeedInput) input: CreateCalendarFeedInput,
    @Ctx() { viewer, calendarFeeds, requestId }: SignedIn,
  ): Promise<CalendarFeedCreated> {
    return calendarFeeds.create(viewer, input, requestId);
  }

  @Access('preferences:write')
  @Mutation(() => Viewer, { description: 'Ends your calendar: its address stops working at once. Without one, nothing changes.' })
  deleteCalendarFeed(@Ctx() { viewer, calendarFeeds, requestId }: SignedIn): Promise<Viewer> {
    return calendarFeeds.delete(viewer, requestId);
  }

  @FieldResolver(() => CalendarFeed, { nullable: true, description: 'Your private calendar of what ends; null where you made none.' })
  calendarFeed(@Root() viewer: Viewer, @Ctx() { database }: Context): Promise<CalendarFeed | null> {
    return calendarFeedOf(database, viewer);
  }
}
