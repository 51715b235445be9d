import { randomInt } from 'node:crypto';
import { type Ref, ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { RoleName } from '@vlsc/shared/role.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { later } from '../../platform/clock.ts';
import { Node } from '../../platform/node.ts';
import { Scope } from '../../platform/scope.ts';
import { License } from '../agreements/license.entity.ts';
import { Role } from '../permissions/permission.entity.ts';
import { User } from '../users/user.entity.ts';

export enum AccessRequestStatus {
  PENDING = 'PENDING',
  APPROVED = 'APPROVED',
  DENIED = 'DENIED',
  WITHDRAWN = 'WITHDRAWN',
  EXPIRED = 'EXPIRED',
}
registerEnumType(AccessRequestStatus, { name: 'AccessRequestStatus', description: 'Where an access request stands.' });
export type AccessRequestStatusName = keyof typeof AccessRequestStatus;

const spoken = 'BCDFGHJKMPQRTVWXY2346789';
const newNumber = (): string => `AR-${Array.from({ length: 7 }, () => spoken[randomInt(spoken.length)]).join('')}`;

@Scope('accessRequests:read')
@ObjectType({
  implements: Node,
  description: 'A person asking for roles on a license. Visible to that person, to the administrators of the license, and to staff.',
})
@Entity()
export class AccessRequest extends Node {
  @PrimaryKey({ type: 'uuid' })
  override readonly id: string = crypto.randomUUID();
  @Field(() => String, { description: 'What people quote, such as `AR-7K3QX9D`.' })
  @Property({ type: 'text' })
  readonly number: string = newNumber();
  @ManyToOne(() => User, { ref: true })
  readonly requester: Ref<User>;
  @ManyToOne(() => License, { ref: true })
  readonly license: Ref<License>;
  @Field(() => [Role], { description: 'The roles asked for.' })
  @Property({ type: 'text[]' })
  readonly roles: RoleName[];
  @Field(() => String, { nullable: true, description: 'What the person wrote to the administrators; null when nothing.' })
  @Property({ type: 'text', nullable: true })
  readonly comment: string | null;
  @Field(() => AccessRequestStatus, { description: 'Where it stands.' })
  @Property({ type: 'text' })
  status: AccessRequestStatusName = 'PENDING';
  @Field(() => GraphQLDateTime, { description: 'When it was submitted.' })
  @Property({ type: 'datetime' })
  readonly requestedAt: Date;
  @Field(() => GraphQLDateTime, { description: 'Until when it can be decided.' })
  @Property({ type: 'datetime' })
  readonly expiresAt: Date;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was decided, withdrawn or expired; null while pending.' })
  @Property({ type: 'datetime', nullable: true })
  closedAt: Date | null = null;
  @ManyToOne(() => User, { ref: true, nullable: true })
  decidedBy: Ref<User> | null = null;
  @Field(() => [Role], { description: 'The roles that were given; empty unless approved.' })
  @Property({ type: 'text[]' })
  grantedRoles: RoleName[] = [];
  @Field(() => String, { nullable: true, description: 'What the administrator wrote with the decision; null when nothing.' })
  @Property({ type: 'text', nullable: true })
  decisionMessage: string | null = null;
  @Property({ type: 'integer' })
  reminderCount = 0;
  @Property({ type: 'boolean' })
  isDecidedBySupport = false;
  @Property({ type: 'datetime', nullable: true })
  remindedAt: Date | null = null;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When it went to support, because the license had lost its last administrator; it does not expire then. Null while it has not.',
  })
  @Property({ type: 'datetime', nullable: true })
  escalatedAt: Date | null = null;

  constructor(wish: { requester: User; license: License; roles: RoleName[]; comment: string | null; at: Date; expiresAfter: number }) {
    super();
    this.requester = ref(wish.requester);
    this.license = ref(wish.license);
    this.roles = wish.roles;
    this.comment = wish.comment;
    this.requestedAt = wish.at;
    this.expiresAt = later(wish.at, wish.expiresAfter);
  }

  /** Pending until it is decided or its time is over, even where no job has closed it yet. */
  isOpen(at: Date): boolean {
    return this.status === 'PENDING' && (this.expiresAt > at || this.escalatedAt !== null);
  }

  approve(roles: RoleName[], by: User, message: string | null, at: Date): void {
    this.grantedRoles = roles;
    this.decide('APPROVED', by, message, at);
  }

  deny(by: User, message: string | null, at: Date): void {
    this.decide('DENIED', by, message, at);
  }

  withdraw(at: Date): void {
    this.status = 'WITHDRAWN';
    this.closedAt = at;
  }

  /** Reminds the administrators; `due` is how many reminders have fallen due so far, of which those missed are not made up for. */
  remind(at: Date, due: number): void {
    this.remindedAt = at;
    this.reminderCount = due;
  }

  /** Hands the request to support. */
  escalate(at: Date): void {
    this.escalatedAt = at;
  }

  /** Closes a request whose time is over, as of the moment when it was. */
  expire(): void {
    this.status = 'EXPIRED';
    this.closedAt = this.expiresAt;
  }

  private decide(status: 'APPROVED' | 'DENIED', by: User, message: string | null, at: Date): void {
    this.status = status;
    this.decidedBy = ref(by);
    this.decisionMessage = message;
    this.closedAt = at;
  }
}
