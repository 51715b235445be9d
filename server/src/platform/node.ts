import type { GraphQLResolveInfo } from 'graphql';
import { Field, FieldResolver, ID, Info, InterfaceType, Resolver, Root } from 'type-graphql';
import { nodeId } from './node-id.ts';

/** Which object type a value is of: rows that were read say so themselves, entities are known by their class. */
export const typeNameOf = (value: object): string => (value as { __typename?: string }).__typename ?? value.constructor.name;

@InterfaceType({
  description: 'An object that can be asked for again by its id, as the Relay specification has it.',
  resolveType: typeNameOf,
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque and stable.' })
  readonly id!: string;
}

@Resolver(() => Node)
export class NodeIdResolver {
  @FieldResolver(() => ID, { description: 'Opaque and stable.' })
  id(@Root() { id }: Node, @Info() { parentType }: GraphQLResolveInfo): string {
    return nodeId(parentType.name, id);
  }
}
