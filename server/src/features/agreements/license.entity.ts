import type { Ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { ProgramName } from '@vlsc/shared/program.ts';
import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { Scope } from '../../platform/scope.ts';
import { Agreement, AgreementStatus, Program, type SourceSystemName } from './agreement.entity.ts';
import { Organization } from './organization.entity.ts';

@Scope('licenses:read')
@ObjectType({
  implements: Node,
  description:
    'The unit on which roles are held: an enrollment (Enterprise, Select), an agreement (Open Value), a Public Customer Number (Select Plus) or an Open License. Visible to whoever holds a role on it, and to staff.',
})
@Entity()
export class License extends Node {
  @PrimaryKey({ type: 'uuid' })
  override readonly id!: string;
  @Field(() => String, { description: 'The number under which people know the license, without spaces and hyphens.' })
  @Property({ type: 'text' })
  readonly licensingId!: string;
  @Field(() => Program, { description: 'The program it was bought under.' })
  @Property({ type: 'text' })
  readonly program!: ProgramName;
  @ManyToOne(() => Agreement, { ref: true })
  readonly agreement!: Ref<Agreement>;
  @Property({ type: 'text', nullable: true })
  readonly authorizationNumber!: string | null;
  @ManyToOne(() => Organization, { ref: true })
  readonly organization!: Ref<Organization>;
  @ManyToOne(() => Organization, { ref: true, nullable: true })
  readonly partnerOrganization!: Ref<Organization> | null;
  @Field(() => GraphQLLocalDate, { description: 'The first day of its term.' })
  @Property({ type: 'date' })
  readonly startDate!: string;
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day of its term; null where it has none.' })
  @Property({ type: 'date' })
  readonly endDate!: string | null;
  @Field(() => AgreementStatus, { description: 'Where today lies in its term.' })
  readonly status!: AgreementStatus;
  @Property({ type: 'datetime' })
  readonly receivedAt!: Date;
  @Property({ type: 'text' })
  readonly sourceSystem!: SourceSystemName;
}
