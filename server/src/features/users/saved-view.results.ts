import { mostSavedViews } from '@vlsc/shared/limits.ts';
import { paths } from '@vlsc/shared/paths.ts';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import { typeNameOf } from '../../platform/node.ts';
import { NextStep, Problem } from '../../platform/problem.ts';
import { SavedView } from './saved-view.entity.ts';

@ObjectType({
  implements: Problem,
  description: 'You have a view of that name; nothing was saved. Send it again with `replace` to write over it.',
})
export class ViewExists extends Problem {
  @Field(() => SavedView, { description: 'The view that has the name.' }) readonly savedView: SavedView;
  constructor(savedView: SavedView) {
    super({ key: 'problems.viewExists', params: { name: savedView.name } }, [new NextStep('VIEW_LICENSES', paths.relationshipSummary)]);
    this.savedView = savedView;
  }
}

@ObjectType({ implements: Problem, description: 'You have as many views as anybody may have; nothing was saved.' })
export class TooManyViews extends Problem {
  constructor() {
    super({ key: 'problems.tooManyViews', params: { most: mostSavedViews } }, [new NextStep('VIEW_LICENSES', paths.relationshipSummary)]);
  }
}

export const SaveViewResult = createUnionType({
  name: 'SaveViewResult',
  description: 'What came of saving a view.',
  types: () => [SavedView, ViewExists, TooManyViews] as const,
  resolveType: typeNameOf as never,
});
