import { isAuthorizationNumber, isLicensingNumber, isOpenLicenseNumber, normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { longestOrganizationAddress, longestOrganizationName, longestSubject, longestSupportMessage } from '@vlsc/shared/limits.ts';
import type { ProgramName } from '@vlsc/shared/program.ts';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { type BadField, refuseBad } from '../../platform/errors.ts';
import { readText } from '../../platform/text.ts';
import { Program } from '../agreements/agreement.entity.ts';
import { type CaseFacts, SupportCaseKind, type SupportCaseKindName } from './support-case.entity.ts';

@InputType({ description: 'What to ask support for. Which fields are needed depends on `kind`.' })
export class OpenSupportCaseInput {
  @Field(() => SupportCaseKind, { description: 'What it is about.' }) kind!: SupportCaseKindName;
  @Field(() => Program, { nullable: true, description: 'The program of the license. Needed for `ADMINISTRATOR_WANTED`.' })
  program?: ProgramName | null;
  @Field(() => String, {
    nullable: true,
    description:
      'The Licensing ID; for Open License the license number. Full-width digits, spaces and hyphens are fine. Needed for `ADMINISTRATOR_WANTED`.',
  })
  licensingId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'For Open License only, such as `12345678ZZE1234`. Needed for `ADMINISTRATOR_WANTED` of an Open License.',
  })
  authorizationNumber?: string | null;
  @Field(() => String, {
    nullable: true,
    description: `The company, ${longestOrganizationName} characters at most. Needed for \`ADMINISTRATOR_WANTED\`.`,
  })
  organizationName?: string | null;
  @Field(() => String, {
    nullable: true,
    description: `The address of the company, ${longestOrganizationAddress} characters at most. Needed for \`ADMINISTRATOR_WANTED\`.`,
  })
  organizationAddress?: string | null;
  @Field(() => String, {
    nullable: true,
    description: `What it is about in a few words, ${longestSubject} characters at most. Needed for \`OTHER\`.`,
  })
  subject?: string | null;
  @Field(() => String, {
    nullable: true,
    description: `What to tell support, ${longestSupportMessage} characters at most. Needed unless the kind is \`ADMINISTRATOR_WANTED\`.`,
  })
  comment?: string | null;
}

@InputType({ description: 'What to add to a support case.' })
export class ReplyToSupportCaseInput {
  @Field(() => ID, { description: 'The case.' }) id!: string;
  @Field(() => String, { description: `The message, ${longestSupportMessage} characters at most.` }) body!: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'For staff: whether support cannot go on before the person answers. It has no effect on a case of your own.',
  })
  awaitsPerson?: boolean | null;
}

export enum SupportCaseResolution {
  GIVE_ADMINISTRATOR = 'GIVE_ADMINISTRATOR',
  ALLOW_ACTIVATIONS = 'ALLOW_ACTIVATIONS',
  ANSWER = 'ANSWER',
  REFUSE = 'REFUSE',
}
registerEnumType(SupportCaseResolution, {
  name: 'SupportCaseResolution',
  description: 'How a support case ends.',
  valuesConfig: {
    GIVE_ADMINISTRATOR: {
      description:
        'The person becomes an administrator of the license `licensingId`, at once; an access request that the case came from is approved.',
    },
    ALLOW_ACTIVATIONS: { description: 'The product key of the case allows `activationsAllowed` activations, at once.' },
    ANSWER: { description: 'The person gets the answer `message` and no access; an access request that the case came from is denied.' },
    REFUSE: {
      description:
        'The person does not get what was asked for, and `message` says why; an access request that the case came from is denied.',
    },
  },
});
export type SupportCaseResolutionName = keyof typeof SupportCaseResolution;

@InputType({ description: 'How to close a support case.' })
export class ResolveSupportCaseInput {
  @Field(() => ID, { description: 'The case.' }) id!: string;
  @Field(() => SupportCaseResolution, { description: 'How it ends.' }) resolution!: SupportCaseResolutionName;
  @Field(() => String, { nullable: true, description: 'The license. Needed for `GIVE_ADMINISTRATOR`, and for nothing else.' })
  licensingId?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'How many activations the product key allows from now on, in all. Needed for `ALLOW_ACTIVATIONS`, and for nothing else.',
  })
  activationsAllowed?: number | null;
  @Field(() => String, {
    nullable: true,
    description: `What the person is told, ${longestSupportMessage} characters at most. Needed for \`ANSWER\` and \`REFUSE\`.`,
  })
  message?: string | null;
}

export interface Opening {
  readonly facts: CaseFacts;
  readonly comment: string | null;
}

/** The case as facts of ours; throws with every bad field at once. */
export function readOpening(input: OpenSupportCaseInput): Opening {
  const bad: BadField[] = [];
  if (input.kind === 'ACTIVATIONS_WANTED') bad.push({ path: 'input.kind', said: { key: 'errors.activationsApart' } });
  const isAdministratorWanted = input.kind === 'ADMINISTRATOR_WANTED';
  const text = (field: 'organizationName' | 'organizationAddress' | 'subject' | 'comment', longest: number, isNeeded: boolean) => {
    const path = `input.${field}`;
    const read = readText(input[field], path, longest, bad);
    if (isNeeded && read === null) bad.push({ path, said: { key: 'errors.textEmpty' } });
    return read;
  };
  const numbers = readNumbers(input, isAdministratorWanted, bad);
  const opening: Opening = {
    facts: {
      kind: input.kind,
      ...numbers,
      organizationName: onOneLine(text('organizationName', longestOrganizationName, isAdministratorWanted)),
      organizationAddress: text('organizationAddress', longestOrganizationAddress, isAdministratorWanted),
      subject: onOneLine(text('subject', longestSubject, input.kind === 'OTHER')),
      productKeyId: null,
      wantedActivations: null,
    },
    comment: text('comment', longestSupportMessage, !isAdministratorWanted),
  };
  refuseBad(bad);
  return opening;
}

const onOneLine = (text: string | null): string | null => text?.replace(/\s+/g, ' ') ?? null;

function readNumbers(
  input: OpenSupportCaseInput,
  isNeeded: boolean,
  bad: BadField[],
): Pick<CaseFacts, 'program' | 'licensingId' | 'authorizationNumber'> {
  const licensingId = normalizeLicensingNumber(input.licensingId ?? '');
  const authorizationNumber = normalizeLicensingNumber(input.authorizationNumber ?? '');
  const isOpenLicense = input.program === 'OPEN_LICENSE';
  if (isNeeded && !input.program) bad.push({ path: 'input.program', said: { key: 'errors.programMissing' } });
  if (isNeeded && input.program === 'MBSA') bad.push({ path: 'input.program', said: { key: 'errors.program' } });
  if (isNeeded || licensingId) {
    if (isOpenLicense && !isOpenLicenseNumber(licensingId))
      bad.push({ path: 'input.licensingId', said: { key: 'errors.openLicenseNumber' } });
    if (!isOpenLicense && !isLicensingNumber(licensingId)) bad.push({ path: 'input.licensingId', said: { key: 'errors.licensingId' } });
  }
  if (input.program && !isOpenLicense && authorizationNumber)
    bad.push({ path: 'input.authorizationNumber', said: { key: 'errors.authorizationNumberNotAsked' } });
  else if (((isOpenLicense && isNeeded) || authorizationNumber) && !isAuthorizationNumber(authorizationNumber))
    bad.push({ path: 'input.authorizationNumber', said: { key: 'errors.authorizationNumber' } });
  return { program: input.program ?? null, licensingId: licensingId || null, authorizationNumber: authorizationNumber || null };
}
