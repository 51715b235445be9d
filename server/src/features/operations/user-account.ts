import type { Locale } from '@vlsc/shared/locale.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Scope } from '../../platform/scope.ts';
import { LocaleName } from '../users/user.entity.ts';
import { Registration } from '../users/viewer.ts';

export enum UserAddressState {
  VERIFIED = 'VERIFIED',
  AWAITING_VERIFICATION = 'AWAITING_VERIFICATION',
  LINK_EXPIRED = 'LINK_EXPIRED',
  ENDED = 'ENDED',
}
registerEnumType(UserAddressState, {
  name: 'UserAddressState',
  description: "Where a person's address stands.",
  valuesConfig: {
    AWAITING_VERIFICATION: { description: 'The link in the mail was not followed, and would still work.' },
    LINK_EXPIRED: { description: 'The link was not followed in time; it can be sent again.' },
    ENDED: { description: 'Removed by the person, or verified by somebody else since.' },
  },
});

@ObjectType({ description: 'A business e-mail address that a person registered, now or once. For staff.' })
export class UserAddress {
  @Field(() => String, { description: 'The address, in lower case.' }) readonly address!: string;
  @Field(() => UserAddressState, { description: 'Where it stands.' }) readonly state!: keyof typeof UserAddressState;
  @Field(() => GraphQLDateTime, { description: 'When the person first registered it.' }) readonly registeredAt!: Date;
  @Field(() => GraphQLDateTime, { description: 'When the mail with the link was last sent.' }) readonly sentAt!: Date;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was verified; null where it was not.' })
  readonly verifiedAt!: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it ended; null while it stands for the person.' })
  readonly endedAt!: Date | null;
}

@ObjectType({ description: 'A sign-in of a person at an OpenID provider; its subject is told to nobody. For staff.' })
export class UserIdentity {
  @Field(() => String, { description: 'The provider.' }) readonly issuer!: string;
  @Field(() => String, { nullable: true, description: 'The e-mail address that the provider told last; it opens nothing.' })
  readonly email!: string | null;
  @Field(() => GraphQLDateTime, { description: 'When it was first used.' }) readonly createdAt!: Date;
}

@Scope('staff:read')
@ObjectType({ description: 'A person as the staff see them.' })
export class UserAccount {
  @Field(() => LocaleName, { description: 'The language of pages and mails.' }) readonly locale!: Locale;
  @Field(() => GraphQLDateTime, { description: 'When the person first signed in.' }) readonly createdAt!: Date;
  @Field(() => GraphQLDateTime, { description: 'When the person last signed in.' }) readonly lastSignedInAt!: Date;
  @Field(() => Registration, { description: 'How far the registration is.' }) readonly registration!: Registration;
  @Field(() => Boolean, { description: "Whether the person is of the operator's staff today." }) readonly isStaff!: boolean;
  @Field(() => [UserAddress], { description: 'Every address that the person registered, the latest first.' })
  readonly addresses!: readonly UserAddress[];
  @Field(() => [UserIdentity], { description: 'How the person signs in, the oldest first.' }) readonly identities!: readonly UserIdentity[];
  @Field(() => Int, { description: 'How many sessions are open.' }) readonly sessionCount!: number;
}
