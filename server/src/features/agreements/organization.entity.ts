import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { Scope } from '../../platform/scope.ts';

export enum OrganizationKind {
  CUSTOMER = 'CUSTOMER',
  PARTNER = 'PARTNER',
}
registerEnumType(OrganizationKind, {
  name: 'OrganizationKind',
  description: 'Whether an organization buys licenses or sells and serves them.',
});

@Scope('licenses:read')
@ObjectType({ implements: Node, description: 'An organization that buys licenses (customer) or sells them (partner).' })
@Entity()
export class Organization extends Node {
  @PrimaryKey({ type: 'uuid' })
  override readonly id!: string;
  @Field(() => String, { description: 'The organization number.' })
  @Property({ type: 'text' })
  readonly number!: string;
  @Field(() => OrganizationKind, { description: 'Customer or partner.' })
  @Property({ type: 'text' })
  readonly kind!: keyof typeof OrganizationKind;
  @Field(() => String, { description: 'The name in its own language.' })
  @Property({ type: 'text' })
  readonly name!: string;
  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  @Property({ type: 'text' })
  readonly country!: string;
  @Field(() => String, { description: 'The city, in its own language.' })
  @Property({ type: 'text' })
  readonly city!: string;
  @Property({ type: 'text' })
  readonly streetAddress!: string;
  @Property({ type: 'text', nullable: true })
  readonly emailDomain!: string | null;
}
