import { longestViewName, longestViewSearch, mostSavedViews } from '@vlsc/shared/limits.ts';
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { keyOf } from '../../platform/node-id.ts';
import { SavedView, SavedViewPage, type SavedViewPageName } from './saved-view.entity.ts';
import { type SavedViewRow, savedViews } from './saved-view.queries.ts';
import { SaveViewResult } from './saved-view.results.ts';
import { Viewer } from './viewer.ts';

@InputType({ description: 'What to save, and under which name.' })
export class SaveViewInput {
  @Field(() => SavedViewPage, { description: 'The page that it is a view of.' }) page!: SavedViewPageName;
  @Field(() => String, { description: `The name: 1 to ${longestViewName} characters.` }) name!: string;
  @Field(() => String, { description: `What follows the question mark in the address of the page: up to ${longestViewSearch} characters.` })
  search!: string;
  @Field(() => Boolean, { nullable: true, description: 'Whether a view of that name may be written over; otherwise that is a problem.' })
  replace?: boolean | null;
}

@InputType({ description: 'Which view to delete.' })
export class DeleteSavedViewInput {
  @Field(() => ID, { description: 'A view of yours.' }) id!: string;
}

@Resolver(() => Viewer)
export class SavedViewResolver {
  @FieldResolver(() => [SavedView], { description: `Your views of a page, by name: ${mostSavedViews} at most over all pages.` })
  savedViews(
    @Root() viewer: Viewer,
    @Arg('page', () => SavedViewPage, { description: 'Which page.' }) page: SavedViewPageName,
    @Ctx() { database }: Context,
  ): Promise<SavedViewRow[]> {
    return savedViews(database, viewer, page);
  }

  @Access('preferences:write')
  @Mutation(() => SaveViewResult, { description: 'Saves how you see a page, so that it can be chosen again by name, on any device.' })
  saveView(@Arg('input', () => SaveViewInput) input: SaveViewInput, @Ctx() { viewer, savedViews }: SignedIn) {
    return savedViews.save(viewer, input);
  }

  @Access('preferences:write')
  @Mutation(() => SavedView, { description: 'Deletes a view; the answer is what it was.' })
  deleteSavedView(@Arg('input', () => DeleteSavedViewInput) { id }: DeleteSavedViewInput, @Ctx() { viewer, savedViews }: SignedIn) {
    return savedViews.delete(viewer, keyOf('SavedView', id));
  }
}
