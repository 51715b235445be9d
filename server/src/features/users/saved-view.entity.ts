import { type Ref, ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { Scope } from '../../platform/scope.ts';
import { User } from './user.entity.ts';

export enum SavedViewPage {
  LICENSES = 'LICENSES',
}
registerEnumType(SavedViewPage, {
  name: 'SavedViewPage',
  description: 'A page whose views can be saved.',
  valuesConfig: { LICENSES: { description: 'The relationship summary.' } },
});
export type SavedViewPageName = keyof typeof SavedViewPage;

@Scope('session')
@ObjectType({ implements: Node, description: 'How you like to see a page, under a name. Visible to you alone.' })
@Entity()
export class SavedView extends Node {
  readonly __typename = 'SavedView';
  @PrimaryKey({ type: 'uuid' })
  override readonly id: string = crypto.randomUUID();
  @ManyToOne(() => User, { ref: true })
  readonly user: Ref<User>;
  @Field(() => SavedViewPage, { description: 'The page that it is a view of.' })
  @Property({ type: 'text' })
  readonly page: SavedViewPageName;
  @Field(() => String, { description: 'The name; unique among your views of the page, whatever its case and width.' })
  @Property({ type: 'text' })
  name: string;
  @Property({ type: 'text' })
  readonly nameKey: string;
  @Field(() => String, { description: 'What follows the question mark in the address of the page; empty for the page as it is.' })
  @Property({ type: 'text' })
  search: string;
  @Field(() => GraphQLDateTime, { description: 'When it was first saved.' })
  @Property({ type: 'datetime' })
  readonly createdAt: Date;

  constructor(view: { user: User; page: SavedViewPageName; name: string; search: string; at: Date }) {
    super();
    this.user = ref(view.user);
    this.page = view.page;
    this.name = view.name;
    this.nameKey = keyOfName(view.name);
    this.search = view.search;
    this.createdAt = view.at;
  }

  replaceBy({ name, search }: { name: string; search: string }): void {
    this.name = name;
    this.search = search;
  }
}

/** What names that people take for the same have in common. */
export const keyOfName = (name: string): string => name.normalize('NFKC').toLowerCase();
