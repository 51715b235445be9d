import { randomInt } from 'node:crypto';
import { type Ref, ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { ProgramName } from '@vlsc/shared/program.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { Scope } from '../../platform/scope.ts';
import { AccessRequest } from '../access-requests/access-request.entity.ts';
import { Program } from '../agreements/agreement.entity.ts';
import { License } from '../agreements/license.entity.ts';
import { User } from '../users/user.entity.ts';

export enum SupportCaseKind {
  ADMINISTRATOR_WANTED = 'ADMINISTRATOR_WANTED',
  ACCESS = 'ACCESS',
  ACTIVATIONS_WANTED = 'ACTIVATIONS_WANTED',
  OTHER = 'OTHER',
}
registerEnumType(SupportCaseKind, {
  name: 'SupportCaseKind',
  description: 'What a support case is about.',
  valuesConfig: {
    ADMINISTRATOR_WANTED: { description: 'A license has no administrator, and the person is to become one.' },
    ACCESS: { description: 'Registration, sign-in, or licenses that are not shown.' },
    ACTIVATIONS_WANTED: { description: 'A product key needs more activations; opened by `requestActivations`.' },
    OTHER: { description: 'Anything else.' },
  },
});
export type SupportCaseKindName = keyof typeof SupportCaseKind;

export enum SupportCaseStatus {
  OPEN = 'OPEN',
  WAITING_FOR_PERSON = 'WAITING_FOR_PERSON',
  RESOLVED = 'RESOLVED',
  REFUSED = 'REFUSED',
}
registerEnumType(SupportCaseStatus, {
  name: 'SupportCaseStatus',
  description: 'Where a support case stands.',
  valuesConfig: {
    OPEN: { description: 'Support is to act.' },
    WAITING_FOR_PERSON: { description: 'Support asked something; the person is to answer.' },
    RESOLVED: { description: 'Closed: the person was made an administrator, got more activations, or got an answer.' },
    REFUSED: { description: 'Closed without what was asked for; `reason` says why.' },
  },
});
export type SupportCaseStatusName = keyof typeof SupportCaseStatus;

const spoken = 'BCDFGHJKMPQRTVWXY2346789';

/** A number that can be told on the telephone: no vowels, and no letters that are taken for digits. */
export const newCaseNumber = (): string => `SC-${Array.from({ length: 7 }, () => spoken[randomInt(spoken.length)]).join('')}`;

/** What the person told when the case was opened. */
export interface CaseFacts {
  readonly kind: SupportCaseKindName;
  readonly program: ProgramName | null;
  readonly licensingId: string | null;
  readonly authorizationNumber: string | null;
  readonly organizationName: string | null;
  readonly organizationAddress: string | null;
  readonly subject: string | null;
  readonly productKeyId: string | null;
  readonly wantedActivations: number | null;
}

@Scope('support:read')
@ObjectType({ implements: Node, description: 'What a person asks support for. Visible to that person and to staff.' })
@Entity()
export class SupportCase extends Node {
  @PrimaryKey({ type: 'uuid' })
  override readonly id: string = crypto.randomUUID();
  @Field(() => String, { description: 'What people quote, such as `SC-7K3QX9D`.' })
  @Property({ type: 'text' })
  readonly number: string = newCaseNumber();
  @ManyToOne(() => User, { ref: true })
  readonly person: Ref<User>;
  @Field(() => SupportCaseKind, { description: 'What it is about.' })
  @Property({ type: 'text' })
  readonly kind: SupportCaseKindName;
  @Field(() => Program, { nullable: true, description: 'The program that the person named; null when none.' })
  @Property({ type: 'text', nullable: true })
  readonly program: ProgramName | null;
  @Field(() => String, {
    nullable: true,
    description: 'The Licensing ID or license number that the person gave, without spaces and hyphens. It need not exist.',
  })
  @Property({ type: 'text', nullable: true })
  readonly licensingId: string | null;
  @Field(() => String, { nullable: true, description: 'The authorization number that the person gave; for Open License only.' })
  @Property({ type: 'text', nullable: true })
  readonly authorizationNumber: string | null;
  @Field(() => String, { nullable: true, description: 'The company, as the person gave it.' })
  @Property({ type: 'text', nullable: true })
  readonly organizationName: string | null;
  @Field(() => String, { nullable: true, description: 'The address of the company, as the person gave it.' })
  @Property({ type: 'text', nullable: true })
  readonly organizationAddress: string | null;
  @Property({ type: 'text', nullable: true })
  readonly subject: string | null;
  @Property({ type: 'uuid', nullable: true })
  readonly productKeyId: string | null;
  @Field(() => Int, { nullable: true, description: 'How many activations the product key shall allow; null where it is about no key.' })
  @Property({ type: 'integer', nullable: true })
  readonly wantedActivations: number | null;
  @Field(() => SupportCaseStatus, { description: 'Where it stands.' })
  @Property({ type: 'text' })
  status: SupportCaseStatusName = 'OPEN';
  @ManyToOne(() => License, { ref: true, nullable: true })
  license: Ref<License> | null = null;
  @ManyToOne(() => AccessRequest, { ref: true, nullable: true })
  readonly accessRequest: Ref<AccessRequest> | null = null;
  @Field(() => GraphQLDateTime, { description: 'When it was opened.' })
  @Property({ type: 'datetime' })
  readonly openedAt: Date;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When support closed it; null until then.' })
  @Property({ type: 'datetime', nullable: true })
  closedAt: Date | null = null;
  @ManyToOne(() => User, { ref: true, nullable: true })
  closedBy: Ref<User> | null = null;
  @Field(() => String, {
    nullable: true,
    description: 'What support wrote when it closed the case: the answer, why it was refused, or a word with the role; null when nothing.',
  })
  @Property({ type: 'text', nullable: true })
  reason: string | null = null;

  constructor(opening: CaseFacts & { person: User; at: Date }) {
    super();
    this.person = ref(opening.person);
    this.kind = opening.kind;
    this.program = opening.program;
    this.licensingId = opening.licensingId;
    this.authorizationNumber = opening.authorizationNumber;
    this.organizationName = opening.organizationName;
    this.organizationAddress = opening.organizationAddress;
    this.subject = opening.subject;
    this.productKeyId = opening.productKeyId;
    this.wantedActivations = opening.wantedActivations;
    this.openedAt = opening.at;
  }

  get isClosed(): boolean {
    return this.closedAt !== null;
  }

  /** The person wrote: support is to act again. */
  hearPerson(): void {
    this.status = 'OPEN';
  }

  /** Support needs something before it can go on. */
  awaitPerson(): void {
    this.status = 'WAITING_FOR_PERSON';
  }

  resolveWithAdministrator(license: License, by: User, message: string | null, at: Date): void {
    this.license = ref(license);
    this.close('RESOLVED', by, message, at);
  }

  resolveWithAnswer(by: User, answer: string, at: Date): void {
    this.close('RESOLVED', by, answer, at);
  }

  refuse(by: User, reason: string, at: Date): void {
    this.close('REFUSED', by, reason, at);
  }

  private close(status: 'RESOLVED' | 'REFUSED', by: User, reason: string | null, at: Date): void {
    this.status = status;
    this.closedBy = ref(by);
    this.closedAt = at;
    this.reason = reason;
  }
}
