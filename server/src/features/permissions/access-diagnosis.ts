import type { Message } from '@vlsc/shared/messages.ts';
import { paths } from '@vlsc/shared/paths.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { dayOf, later } from '../../platform/clock.ts';
import { type Reader, sql } from '../../platform/database.ts';
import { NextStep } from '../../platform/problem.ts';
import { Scope } from '../../platform/scope.ts';
import type { Viewer } from '../users/viewer.ts';

export enum AccessDiagnosisCauseKind {
  NOT_REGISTERED = 'NOT_REGISTERED',
  ADDRESS_NOT_VERIFIED = 'ADDRESS_NOT_VERIFIED',
  ADDRESS_DIFFERS_FROM_AGREEMENTS = 'ADDRESS_DIFFERS_FROM_AGREEMENTS',
  NEW_ORDER_IN_PROGRESS = 'NEW_ORDER_IN_PROGRESS',
  REGISTRATION_LAPSED = 'REGISTRATION_LAPSED',
  PARTNER_ACCESS_NOT_CARRIED_OVER = 'PARTNER_ACCESS_NOT_CARRIED_OVER',
  TAKEOVER_NOT_CHOSEN = 'TAKEOVER_NOT_CHOSEN',
  NOTHING_KNOWN = 'NOTHING_KNOWN',
}
registerEnumType(AccessDiagnosisCauseKind, {
  name: 'AccessDiagnosisCauseKind',
  description: 'Why a person sees no licenses.',
  valuesConfig: {
    NOT_REGISTERED: { description: 'No business e-mail address was registered.' },
    ADDRESS_NOT_VERIFIED: { description: 'The link in the mail has not been followed.' },
    ADDRESS_DIFFERS_FROM_AGREEMENTS: { description: 'No agreement and no license names the verified address.' },
    NEW_ORDER_IN_PROGRESS: {
      description: 'A new agreement names the address, and its licenses have not arrived; `dueAt` says until when at the latest.',
    },
    REGISTRATION_LAPSED: { description: 'There was no sign-in for too long; permissions are suspended.' },
    PARTNER_ACCESS_NOT_CARRIED_OVER: { description: "The address is of a partner who served customers' licenses in eOpen." },
    TAKEOVER_NOT_CHOSEN: {
      description: 'An MBSA names the address, its administration was not taken over, and nothing below it came from MVLS.',
    },
    NOTHING_KNOWN: { description: 'An agreement names the address, but nothing below it can be shown.' },
  },
});

@ObjectType({ description: 'One reason why a person sees no licenses, with what to do about it.' })
export class AccessDiagnosisCause {
  @Field(() => AccessDiagnosisCauseKind, { description: 'Which reason.' }) readonly kind: AccessDiagnosisCauseKind;
  @Field(() => String, { nullable: true, description: 'The registered address that it is about; null where it is about none.' })
  readonly address: string | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When what is awaited arrives at the latest; null where nothing is.' })
  readonly dueAt: Date | null;
  @Field(() => [NextStep], { description: 'What to do about it, best first.' }) readonly nextSteps: readonly NextStep[];

  constructor(kind: keyof typeof AccessDiagnosisCauseKind, nextSteps: readonly NextStep[], about: { address?: string; dueAt?: Date } = {}) {
    this.kind = AccessDiagnosisCauseKind[kind];
    this.nextSteps = nextSteps;
    this.address = about.address ?? null;
    this.dueAt = about.dueAt ?? null;
  }

  get said(): Message {
    return {
      key: `diagnosis.${this.kind}`,
      params: { ...(this.address && { address: this.address }), ...(this.dueAt && { dueAt: this.dueAt }) },
    };
  }
}

@Scope('profile:read')
@ObjectType({ description: 'Whether the person sees licenses, and if not, why not.' })
export class AccessDiagnosis {
  @Field(() => Boolean, { description: 'Whether at least one license is visible.' }) readonly hasAccess!: boolean;
  @Field(() => [AccessDiagnosisCause], { description: 'The causes that apply; empty for whoever sees licenses.' })
  readonly causes!: readonly AccessDiagnosisCause[];
}

/** Whose access is looked at: the viewer's own, or for staff anybody's. */
type Diagnosed = Pick<Viewer, 'id' | 'lapsedAt'>;

interface Findings {
  readonly hasAccess: boolean;
  readonly addresses: readonly {
    address: string;
    isVerified: boolean;
    isNamed: boolean;
    newestEmptyAgreement: string | null;
    isEopenPartner: boolean;
    isNotTakenOver: boolean;
  }[];
}

/** What is known of the person's addresses, by one statement. Says nothing about anybody else. */
async function findings(database: Reader, viewer: Diagnosed, at: Date): Promise<Findings> {
  const [found] = await database.rows<Findings>(sql`
    select exists (select from permission where permission.user_id = ${viewer.id} and (ends_on is null or ends_on >= ${dayOf(at)})) as "hasAccess",
      coalesce((select json_agg(json_build_object('address', address, 'isVerified', verified_at is not null,
        'isNamed', exists (select from contact where contact.email = address),
        'newestEmptyAgreement', (select max(agreement.first_loaded_at) from contact join agreement on agreement.id = contact.agreement_id
          where contact.email = address and not exists (select from agreement_ancestry join license on license.agreement_id = agreement_ancestry.agreement_id
            where agreement_ancestry.ancestor_id = agreement.id)),
        'isNotTakenOver', exists (select from contact join agreement on agreement.id = contact.agreement_id and agreement.program = 'MBSA'
          where contact.email = address and contact.contact_type in ('PRIMARY', 'NOTICES', 'ONLINE_ADMINISTRATOR')
            and not exists (select from takeover_choice where takeover_choice.user_id = ${viewer.id} and takeover_choice.agreement_id = agreement.id and is_taken_over)),
        'isEopenPartner', exists (select from organization join license on license.partner_organization_id = organization.id
          where organization.kind = 'PARTNER' and organization.email_domain = split_part(address, '@', 2) and license.source_system = 'EOPEN')
      ) order by created_at) from business_email where user_id = ${viewer.id} and ended_at is null), '[]') as addresses`);
  return found ?? { hasAccess: false, addresses: [] };
}

export async function diagnoseAccess(database: Reader, viewer: Diagnosed, at: Date, orderDue: number): Promise<AccessDiagnosis> {
  const { hasAccess, addresses } = await findings(database, viewer, at);
  if (viewer.lapsedAt) {
    return {
      hasAccess: false,
      causes: [new AccessDiagnosisCause('REGISTRATION_LAPSED', [new NextStep('RESTORE_REGISTRATION', paths.register)])],
    };
  }
  if (hasAccess) return { hasAccess, causes: [] };
  if (addresses.length === 0)
    return { hasAccess, causes: [new AccessDiagnosisCause('NOT_REGISTERED', [new NextStep('REGISTER', paths.register)])] };
  return { hasAccess, causes: addresses.flatMap(each => causesOf(each, at, orderDue)) };
}

function causesOf({ address, ...known }: Findings['addresses'][number], at: Date, orderDue: number): AccessDiagnosisCause[] {
  const support = new NextStep('CONTACT_SUPPORT', paths.contactUs);
  const request = new NextStep('REQUEST_PERMISSIONS', paths.requestPermissions);
  if (!known.isVerified) {
    return [
      new AccessDiagnosisCause(
        'ADDRESS_NOT_VERIFIED',
        [new NextStep('VERIFY_ADDRESS', null), new NextStep('RESEND_VERIFICATION', paths.register)],
        { address },
      ),
    ];
  }
  const dueAt = known.newestEmptyAgreement ? later(new Date(known.newestEmptyAgreement), orderDue) : null;
  if (dueAt && dueAt > at)
    return [new AccessDiagnosisCause('NEW_ORDER_IN_PROGRESS', [new NextStep('WAIT', null, dueAt), request], { address, dueAt })];
  const causes: AccessDiagnosisCause[] = [];
  if (known.isEopenPartner) {
    causes.push(
      new AccessDiagnosisCause('PARTNER_ACCESS_NOT_CARRIED_OVER', [new NextStep('ASK_CUSTOMER', paths.faqScenario(7)), request], {
        address,
      }),
    );
  }
  if (known.isNotTakenOver) {
    causes.push(new AccessDiagnosisCause('TAKEOVER_NOT_CHOSEN', [new NextStep('CHOOSE_TAKEOVER', paths.takeover), request], { address }));
  }
  if (!known.isNamed) {
    causes.push(
      new AccessDiagnosisCause('ADDRESS_DIFFERS_FROM_AGREEMENTS', [new NextStep('CORRECT_ADDRESS', paths.register), request, support], {
        address,
      }),
    );
  } else if (causes.length === 0) {
    causes.push(new AccessDiagnosisCause('NOTHING_KNOWN', [request, support], { address }));
  }
  return causes;
}
