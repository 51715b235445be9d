import { isAuthorizationNumber, isLicensingNumber, isOpenLicenseNumber, normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { longestComment } from '@vlsc/shared/limits.ts';
import type { ProgramName } from '@vlsc/shared/program.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import { Field, ID, InputType } from 'type-graphql';
import { type BadField, refuseBad } from '../../platform/errors.ts';
import { readText } from '../../platform/text.ts';
import { Program } from '../agreements/agreement.entity.ts';
import { Role } from '../permissions/permission.entity.ts';

@InputType({ description: 'Which license, and what for.' })
export class RequestAccessInput {
  @Field(() => Program, { description: 'The program of the license.' }) program!: ProgramName;
  @Field(() => String, {
    description: 'The Licensing ID; for Open License the license number. Full-width digits, spaces and hyphens are fine.',
  })
  licensingId!: string;
  @Field(() => String, { nullable: true, description: 'Open License only, and needed there: such as `12345678ZZE1234`.' })
  authorizationNumber?: string | null;
  @Field(() => [Role], { description: 'The roles wanted: one or more.' }) roles!: RoleName[];
  @Field(() => String, { nullable: true, description: `A word to the administrators, ${longestComment} characters at most.` })
  comment?: string | null;
}

@InputType({ description: 'Which request to take back.' })
export class WithdrawAccessRequestInput {
  @Field(() => ID, { description: 'The request.' }) id!: string;
}

@InputType({ description: 'Which request to approve, and for which roles.' })
export class ApproveAccessRequestInput {
  @Field(() => ID, { description: 'The request.' }) id!: string;
  @Field(() => [Role], { description: 'All or some of the roles that were asked for.' }) roles!: RoleName[];
  @Field(() => String, { nullable: true, description: `A word to the person, ${longestComment} characters at most.` }) message?:
    | string
    | null;
}

@InputType({ description: 'Which request to deny.' })
export class DenyAccessRequestInput {
  @Field(() => ID, { description: 'The request.' }) id!: string;
  @Field(() => String, { nullable: true, description: `A word to the person, ${longestComment} characters at most.` }) message?:
    | string
    | null;
}

export interface Wish {
  readonly program: ProgramName;
  readonly licensingId: string;
  readonly authorizationNumber: string | null;
  readonly roles: RoleName[];
  readonly comment: string | null;
}

/** The wish as numbers and roles of ours; throws with every bad field at once. */
export function readWish(input: RequestAccessInput): Wish {
  const bad: BadField[] = [];
  const licensingId = normalizeLicensingNumber(input.licensingId);
  const authorizationNumber = input.authorizationNumber ? normalizeLicensingNumber(input.authorizationNumber) : '';
  const isOpenLicense = input.program === 'OPEN_LICENSE';
  if (input.program === 'MBSA') bad.push({ path: 'input.program', said: { key: 'errors.program' } });
  if (isOpenLicense && !isOpenLicenseNumber(licensingId))
    bad.push({ path: 'input.licensingId', said: { key: 'errors.openLicenseNumber' } });
  if (!isOpenLicense && !isLicensingNumber(licensingId)) bad.push({ path: 'input.licensingId', said: { key: 'errors.licensingId' } });
  if (isOpenLicense && !isAuthorizationNumber(authorizationNumber))
    bad.push({ path: 'input.authorizationNumber', said: { key: 'errors.authorizationNumber' } });
  if (!isOpenLicense && authorizationNumber)
    bad.push({ path: 'input.authorizationNumber', said: { key: 'errors.authorizationNumberNotAsked' } });
  if (input.roles.length === 0) bad.push({ path: 'input.roles', said: { key: 'errors.roles.none' } });
  const comment = readText(input.comment, 'input.comment', longestComment, bad);
  refuseBad(bad);
  return {
    program: input.program,
    licensingId,
    authorizationNumber: authorizationNumber || null,
    roles: [...new Set(input.roles)],
    comment,
  };
}
