import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { longestSupportMessage } from '@vlsc/shared/limits.ts';
import type { ProgramName } from '@vlsc/shared/program.ts';
import { Field, ID, InputType, Int } from 'type-graphql';
import { type Database, sql } from '../../platform/database.ts';
import { type BadField, NotFound, refuseBad } from '../../platform/errors.ts';
import { readText } from '../../platform/text.ts';
import { licenseIdsInSight, ownSight } from '../permissions/license.queries.ts';
import type { Viewer } from '../users/viewer.ts';
import type { Opening } from './support-case.input.ts';

/** More than any organization has computers. */
const mostActivations = 1_000_000;

@InputType({ description: 'How many activations a product key needs, and why.' })
export class RequestActivationsInput {
  @Field(() => ID, { description: 'The product key.' }) productKeyId!: string;
  @Field(() => String, { description: 'Its last five characters, so that it is surely the right one.' }) lastFive!: string;
  @Field(() => Int, { description: `How many activations it shall allow in all: more than now, ${mostActivations} at most.` })
  wantedActivations!: number;
  @Field(() => String, { description: `Why they are needed, ${longestSupportMessage} characters at most.` }) justification!: string;
}

interface Key {
  readonly lastFive: string;
  readonly name: string;
  readonly allowed: number | null;
  readonly program: ProgramName;
  readonly licensingId: string;
  readonly authorizationNumber: string | null;
  readonly organizationName: string;
}

/** The request as a case for support. It takes Product Keys on the license of the key. */
export async function readActivationRequest(
  database: Database,
  { viewer, productKeyId, at }: { viewer: Viewer; productKeyId: string; at: Date },
  input: RequestActivationsInput,
): Promise<Opening> {
  const [key] = await database.rows<Key>(sql`
    select product_key.last_five as "lastFive", trim(product_key.product_family || ' ' || product_key.version) as name,
      greatest(product_key.activations_allowed, product_key.activations_granted) as allowed, license.program,
      license.licensing_id as "licensingId", license.authorization_number as "authorizationNumber", organization.name as "organizationName"
    from product_key join license on license.id = product_key.license_id join organization on organization.id = license.organization_id
    where product_key.id = ${productKeyId}
      and license.id in (${licenseIdsInSight(ownSight(viewer, at), {}, ['ADMINISTRATOR', 'PRODUCT_KEYS'])})`);
  if (!key) throw new NotFound();
  const bad: BadField[] = [];
  if (key.allowed === null) bad.push({ path: 'input.productKeyId', said: { key: 'errors.activationsNotCounted' } });
  if (normalizeLicensingNumber(input.lastFive) !== key.lastFive) bad.push({ path: 'input.lastFive', said: { key: 'errors.lastFive' } });
  if (input.wantedActivations <= (key.allowed ?? 0) || input.wantedActivations > mostActivations) {
    const params = { allowed: key.allowed ?? 0, most: mostActivations };
    bad.push({ path: 'input.wantedActivations', said: { key: 'errors.wantedActivations', params } });
  }
  const comment = readText(input.justification, 'input.justification', longestSupportMessage, bad);
  if (comment === null) bad.push({ path: 'input.justification', said: { key: 'errors.textEmpty' } });
  refuseBad(bad);
  const { program, licensingId, authorizationNumber, organizationName } = key;
  return {
    facts: {
      kind: 'ACTIVATIONS_WANTED',
      program,
      licensingId,
      authorizationNumber,
      organizationName,
      organizationAddress: null,
      subject: `${key.name} (…${key.lastFive})`,
      productKeyId,
      wantedActivations: input.wantedActivations,
    },
    comment,
  };
}
