import type { RoleName } from '@vlsc/shared/role.ts';
import { GraphQLDateTime, GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Scope } from '../../platform/scope.ts';
import { PermissionSource, Role } from '../permissions/permission.entity.ts';
import { User } from '../users/user.entity.ts';

export enum ChangeKind {
  PERMISSION_GIVEN = 'PERMISSION_GIVEN',
  PERMISSION_CHANGED = 'PERMISSION_CHANGED',
  PERMISSION_ENDED = 'PERMISSION_ENDED',
  LICENSE_CHANGED = 'LICENSE_CHANGED',
  ORDERS_CHANGED = 'ORDERS_CHANGED',
  PRODUCT_KEYS_CHANGED = 'PRODUCT_KEYS_CHANGED',
  BENEFITS_CHANGED = 'BENEFITS_CHANGED',
  ACCESS_REQUEST_SUBMITTED = 'ACCESS_REQUEST_SUBMITTED',
  ACCESS_REQUEST_DECIDED = 'ACCESS_REQUEST_DECIDED',
  ACCESS_REQUEST_WITHDRAWN = 'ACCESS_REQUEST_WITHDRAWN',
  ACCESS_REQUEST_EXPIRED = 'ACCESS_REQUEST_EXPIRED',
}
registerEnumType(ChangeKind, {
  name: 'ChangeKind',
  description: 'What changed.',
  valuesConfig: {
    PERMISSION_GIVEN: {
      description:
        'Roles were given to you, or to somebody on a license that you administer. When they are yours, the license may be new to you.',
    },
    PERMISSION_CHANGED: { description: 'Such roles got another last day.' },
    PERMISSION_ENDED: {
      description:
        'Such roles ended or were taken away. When they are yours and `license` is null, you see nothing of the license any more.',
    },
    LICENSE_CHANGED: { description: 'The license itself: its dates, agreement, organization or partner; it began, or it ended.' },
    ORDERS_CHANGED: { description: 'Order lines that you may see were added or changed.' },
    PRODUCT_KEYS_CHANGED: { description: 'Product keys or their activations, where you may see product keys.' },
    BENEFITS_CHANGED: { description: 'Software Assurance benefits or what is used of them, where you may see them.' },
    ACCESS_REQUEST_SUBMITTED: { description: 'You asked for roles, or somebody asked for roles on a license that you administer.' },
    ACCESS_REQUEST_DECIDED: { description: 'Such a request was approved or denied.' },
    ACCESS_REQUEST_WITHDRAWN: { description: 'Such a request was withdrawn.' },
    ACCESS_REQUEST_EXPIRED: { description: 'The time of such a request was over.' },
  },
});
export type ChangeKindName = keyof typeof ChangeKind;

@ObjectType({
  description:
    'Something changed that you may see. It says what to ask for again; what is true now, the objects themselves say. Who did it is not in it.',
})
export class Change {
  @Field(() => ID, { description: 'Tells changes apart, for whoever may meet one twice. Nothing that `node` finds.' }) readonly id!: string;
  @Field(() => ChangeKind, { description: 'What changed.' }) readonly kind!: ChangeKindName;
  @Field(() => GraphQLDateTime, { description: "When the change began to be written, by the database's clock." }) readonly at!:
    | Date
    | string;
  @Field(() => String, { description: 'The Licensing ID of the license that it is about, also where you see the license no more.' })
  readonly licensingId!: string;
  @Field(() => Boolean, { description: 'Whether it is about your own roles or your own request.' }) readonly isOwn!: boolean;
  @Field(() => User, {
    nullable: true,
    description: 'Who holds the roles or asks for them; null where it is about neither.',
  })
  readonly person!: User | null;
  @Field(() => [Role], { description: 'The roles that it is about; empty where it is about none.' }) readonly roles!: readonly RoleName[];
  @Field(() => PermissionSource, {
    nullable: true,
    description: 'Where the roles came from; null where none were given, changed or ended.',
  })
  readonly source!: keyof typeof PermissionSource | null;
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day of the roles; null where they have none.' })
  readonly endsOn!: string | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'How many order lines, product keys or benefits that you may see were written; null where it is about none, and where it is not known.',
  })
  readonly count!: number | null;
}

@ObjectType({ description: 'What changed behind a cursor, in the order in which the changes began.' })
@Scope('licenses:read')
export class ChangePage {
  readonly __typename = 'ChangePage' as const;
  @Field(() => [Change], { description: 'The changes.' }) readonly nodes!: readonly Change[];
  @Field(() => String, { description: 'Where to go on: the `since` of the next time, also when nothing changed.' })
  readonly cursor!: string;
  @Field(() => Boolean, { description: 'Whether more changes are known already; otherwise ask again after a while.' })
  readonly hasMore!: boolean;
}
