import { paths } from '@vlsc/shared/paths.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import { typeNameOf } from '../../platform/node.ts';
import { NextStep, Problem } from '../../platform/problem.ts';
import { BusinessEmail } from './business-email.entity.ts';

@ObjectType({ description: 'A mail with a link is on its way to the address.' })
export class VerificationSent {
  @Field(() => BusinessEmail, { description: 'The address, awaiting verification.' }) readonly businessEmail: BusinessEmail;
  constructor(businessEmail: BusinessEmail) {
    this.businessEmail = businessEmail;
  }
}

@ObjectType({ implements: Problem, description: 'You verified this address already; there is nothing to register.' })
export class AddressAlreadyVerified extends Problem {
  @Field(() => BusinessEmail, { description: 'The verified address.' }) readonly businessEmail: BusinessEmail;
  constructor(businessEmail: BusinessEmail) {
    super({ key: 'problems.addressAlreadyVerified', params: { address: businessEmail.address } }, [
      new NextStep('VIEW_LICENSES', paths.licenses),
      new NextStep('REQUEST_PERMISSIONS', paths.requestPermissions),
    ]);
    this.businessEmail = businessEmail;
  }
}

@ObjectType({ implements: Problem, description: 'A mail was sent a moment ago, or too many in a day; nothing was sent now.' })
export class VerificationSentRecently extends Problem {
  @Field(() => GraphQLDateTime, { description: 'When the next one may be asked for.' }) readonly sendAgainAt: Date;
  constructor(sendAgainAt: Date) {
    super({ key: 'problems.verificationSentRecently', params: { sendAgainAt } }, [
      new NextStep('VERIFY_ADDRESS', null),
      new NextStep('RESEND_VERIFICATION', paths.register, sendAgainAt),
    ]);
    this.sendAgainAt = sendAgainAt;
  }
}

@ObjectType({
  implements: Problem,
  description: 'The link cannot be used: forged, cut off, withdrawn, or of another sign-in. The answer does not tell which.',
})
export class VerificationLinkInvalid extends Problem {
  constructor() {
    super({ key: 'problems.verificationLinkInvalid' }, [
      new NextStep('REGISTER', paths.register),
      new NextStep('CONTACT_SUPPORT', paths.contactUs),
    ]);
  }
}

@ObjectType({ implements: Problem, description: 'The link is yours, but its time is over before the address was verified.' })
export class VerificationLinkExpired extends Problem {
  @Field(() => BusinessEmail, { description: 'The address that still awaits verification.' }) readonly businessEmail: BusinessEmail;
  constructor(businessEmail: BusinessEmail) {
    super({ key: 'problems.verificationLinkExpired', params: { address: businessEmail.address } }, [
      new NextStep('RESEND_VERIFICATION', paths.register),
    ]);
    this.businessEmail = businessEmail;
  }
}

const sending = [VerificationSent, AddressAlreadyVerified, VerificationSentRecently] as const;
export const RegisterBusinessEmailResult = createUnionType({
  name: 'RegisterBusinessEmailResult',
  description: 'What came of registering an address.',
  types: () => sending,
  resolveType: typeNameOf as never,
});
export const ResendVerificationResult = createUnionType({
  name: 'ResendVerificationResult',
  description: 'What came of asking for the mail again.',
  types: () => sending,
  resolveType: typeNameOf as never,
});
