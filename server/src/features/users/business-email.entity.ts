import { type Ref, ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { later } from '../../platform/clock.ts';
import { Node } from '../../platform/node.ts';
import { Scope } from '../../platform/scope.ts';
import { Identity, User } from './user.entity.ts';

export enum BusinessEmailState {
  AWAITING_VERIFICATION = 'AWAITING_VERIFICATION',
  VERIFIED = 'VERIFIED',
}
registerEnumType(BusinessEmailState, {
  name: 'BusinessEmailState',
  description: 'Whether the person has shown that mail to the address reaches them.',
});

@Scope('profile:read')
@ObjectType({
  implements: Node,
  description: 'A business e-mail address that a person registered: what ties them to the agreements that name it.',
})
@Entity()
export class BusinessEmail extends Node {
  @PrimaryKey({ type: 'uuid' })
  override readonly id: string = crypto.randomUUID();
  @ManyToOne(() => User, { ref: true })
  readonly user: Ref<User>;
  /** The sign-in that asked for the address: the only one that its links work for. */
  @ManyToOne(() => Identity, { ref: true })
  identity: Ref<Identity>;
  @Field(() => String, { description: 'The address, in lower case.' })
  @Property({ type: 'text' })
  readonly address: string;
  @Property({ type: 'datetime' })
  readonly createdAt: Date;
  @Field(() => GraphQLDateTime, { description: 'When the mail with the link was last sent.' })
  @Property({ type: 'datetime' })
  sentAt: Date;
  @Property({ type: 'integer' })
  sendCount = 1;
  /** How often the registration had lapsed when the last link was made. */
  @Property({ type: 'integer' })
  round = 0;
  @Field(() => GraphQLDateTime, { description: 'Until when the link verifies the address; once verified, it keeps working.' })
  @Property({ type: 'datetime' })
  linkExpiresAt: Date;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the address was verified; null until then.' })
  @Property({ type: 'datetime', nullable: true })
  verifiedAt: Date | null = null;
  @Property({ type: 'datetime', nullable: true })
  endedAt: Date | null = null;

  constructor(registration: { user: User; identity: Identity; address: string; at: Date; linkValid: number }) {
    super();
    this.user = ref(registration.user);
    this.identity = ref(registration.identity);
    this.address = registration.address;
    this.createdAt = registration.at;
    this.sentAt = registration.at;
    this.linkExpiresAt = later(registration.at, registration.linkValid);
  }

  get isVerified(): boolean {
    return this.verifiedAt !== null;
  }

  /** Sends the same link again, to whoever asks for it now; an older link of another sign-in stops working. */
  sendAgain(identity: Identity, at: Date, linkValid: number): void {
    this.identity = ref(identity);
    this.sentAt = at;
    this.sendCount += 1;
    this.linkExpiresAt = later(at, linkValid);
  }

  wasVerifiedBy(instant: Date): boolean {
    return this.verifiedAt !== null && this.verifiedAt <= instant;
  }

  /** Makes the address show anew that mail reaches it. */
  awaitVerification(): void {
    this.verifiedAt = null;
  }

  verify(at: Date): void {
    this.verifiedAt ??= at;
  }

  /** Ends the registration: the address no longer stands for this person. */
  end(at: Date): void {
    this.endedAt ??= at;
  }
}
