import type { Ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { RoleName } from '@vlsc/shared/role.ts';
import { GraphQLDateTime, GraphQLLocalDate } from 'graphql-scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { connectionOf } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { License } from '../agreements/license.entity.ts';
import { User } from '../users/user.entity.ts';

export enum Role {
  ADMINISTRATOR = 'ADMINISTRATOR',
  LICENSE_INFO = 'LICENSE_INFO',
  PRODUCT_KEYS = 'PRODUCT_KEYS',
  DOWNLOADS = 'DOWNLOADS',
  SOFTWARE_ASSURANCE_MANAGER = 'SOFTWARE_ASSURANCE_MANAGER',
  ONLINE_SERVICES_MANAGER = 'ONLINE_SERVICES_MANAGER',
  SUBSCRIPTIONS_MANAGER = 'SUBSCRIPTIONS_MANAGER',
}
registerEnumType(Role, {
  name: 'Role',
  description: 'What a person may do with one license.',
  valuesConfig: {
    ADMINISTRATOR: { description: 'Everything the others may; sees and manages who holds what; decides requests; adds users.' },
    LICENSE_INFO: { description: 'Sees license details, orders, license summary and relationship summary.' },
    PRODUCT_KEYS: { description: 'Sees product keys.' },
    DOWNLOADS: { description: 'Downloads software.' },
    SOFTWARE_ASSURANCE_MANAGER: { description: 'Sees and activates Software Assurance benefits.' },
    ONLINE_SERVICES_MANAGER: { description: 'Sees and manages online service entitlements.' },
    SUBSCRIPTIONS_MANAGER: { description: 'Sees and manages subscription entitlements.' },
  },
});

export enum PermissionSource {
  CONTACT = 'CONTACT',
  ASSIGNED = 'ASSIGNED',
  REQUEST = 'REQUEST',
  TAKEOVER = 'TAKEOVER',
  MVLS = 'MVLS',
  SUPPORT = 'SUPPORT',
}
registerEnumType(PermissionSource, {
  name: 'PermissionSource',
  description: 'Why somebody holds a role.',
  valuesConfig: {
    CONTACT: { description: 'Named on the contract by e-mail address; ends when no longer named.' },
    ASSIGNED: { description: 'Given by an administrator of the license.' },
    REQUEST: { description: 'Asked for, and approved by an administrator.' },
    TAKEOVER: { description: 'A contact of the MBSA above took over administration.' },
    MVLS: { description: 'Kept from MVLS by a contact of the MBSA above who did not take over.' },
    SUPPORT: { description: 'Given by support after verification.' },
  },
});

@Scope('licenses:read')
@ObjectType({
  implements: Node,
  description: 'A role that a person holds on a license, and why. Visible to that person, to administrators of the license, and to staff.',
})
@Entity()
export class Permission extends Node {
  @PrimaryKey({ type: 'uuid' })
  override readonly id: string = crypto.randomUUID();
  @ManyToOne(() => User, { ref: true })
  readonly user!: Ref<User>;
  @ManyToOne(() => License, { ref: true })
  readonly license!: Ref<License>;
  @Field(() => Role, { description: 'What the person may do.' })
  @Property({ type: 'text' })
  readonly role!: RoleName;
  @Field(() => PermissionSource, { description: 'Why the person holds it.' })
  @Property({ type: 'text' })
  readonly source!: keyof typeof PermissionSource;
  @Field(() => GraphQLDateTime, { description: 'Since when.' })
  @Property({ type: 'datetime' })
  readonly grantedAt!: Date;
  @ManyToOne(() => User, { ref: true, nullable: true })
  readonly grantedBy!: Ref<User> | null;
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day on which it holds; null where it has no end of its own.' })
  @Property({ type: 'date', nullable: true })
  readonly endsOn!: string | null;
}

export const PermissionConnection = connectionOf(() => Permission, 'Permission');
