import type { Ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { ProgramName } from '@vlsc/shared/program.ts';
import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { Scope } from '../../platform/scope.ts';
import { Organization } from './organization.entity.ts';

export enum Program {
  MBSA = 'MBSA',
  ENTERPRISE = 'ENTERPRISE',
  SELECT = 'SELECT',
  SELECT_PLUS = 'SELECT_PLUS',
  OPEN_VALUE = 'OPEN_VALUE',
  OPEN_LICENSE = 'OPEN_LICENSE',
}
registerEnumType(Program, {
  name: 'Program',
  description: 'A volume-licensing program. An MBSA holds other agreements and has no Licensing IDs of its own.',
});

export enum SourceSystem {
  VLSC = 'VLSC',
  MVLS = 'MVLS',
  EOPEN = 'EOPEN',
}
registerEnumType(SourceSystem, {
  name: 'SourceSystem',
  description: 'The system in which an agreement or license was first kept; MVLS and eOpen are the ones before VLSC.',
});

export enum AgreementStatus {
  UPCOMING = 'UPCOMING',
  ACTIVE = 'ACTIVE',
  EXPIRED = 'EXPIRED',
}
registerEnumType(AgreementStatus, {
  name: 'AgreementStatus',
  description: 'Whether a term has not begun, is under way or has ended, by the calendar day in UTC.',
});

export type SourceSystemName = keyof typeof SourceSystem;

/** Where today lies in a term; an end that is null never comes. */
export function statusOn(today: string, { startDate, endDate }: { startDate: string; endDate: string | null }): AgreementStatus {
  if (startDate > today) return AgreementStatus.UPCOMING;
  return endDate !== null && endDate < today ? AgreementStatus.EXPIRED : AgreementStatus.ACTIVE;
}

@Scope('licenses:read')
@ObjectType({ implements: Node, description: 'A contract. Visible to whoever holds a role on a license below it, and to staff.' })
@Entity()
export class Agreement extends Node {
  @PrimaryKey({ type: 'uuid' })
  override readonly id!: string;
  @Field(() => String, { description: 'The agreement number.' })
  @Property({ type: 'text' })
  readonly number!: string;
  @Field(() => Program, { description: 'The program it belongs to.' })
  @Property({ type: 'text' })
  readonly program!: ProgramName;
  @ManyToOne(() => Agreement, { ref: true, nullable: true })
  readonly parent!: Ref<Agreement> | null;
  @ManyToOne(() => Organization, { ref: true })
  readonly organization!: Ref<Organization>;
  @Field(() => GraphQLLocalDate, { description: 'The first day of its term.' })
  @Property({ type: 'date' })
  readonly startDate!: string;
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day of its term; null where it has none.' })
  @Property({ type: 'date', nullable: true })
  readonly endDate!: string | null;
  @Field(() => SourceSystem, { description: 'Where it was first kept.' })
  @Property({ type: 'text' })
  readonly sourceSystem!: SourceSystemName;
  @Property({ type: 'datetime' })
  readonly firstLoadedAt!: Date;
  @Property({ type: 'text', nullable: true })
  readonly path!: string | null;
}
