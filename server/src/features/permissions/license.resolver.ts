import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import type { ProgramName } from '@vlsc/shared/program.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Info,
  InputType,
  Int,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { nestedPage } from '../../platform/batch.ts';
import { later } from '../../platform/clock.ts';
import type { Reader } from '../../platform/database.ts';
import { BadInput } from '../../platform/errors.ts';
import { connectionOf, PageArgs, sliceOf } from '../../platform/paging.ts';
import { Agreement, AgreementStatus, Program, SourceSystem } from '../agreements/agreement.entity.ts';
import { License } from '../agreements/license.entity.ts';
import { Organization } from '../agreements/organization.entity.ts';
import { Viewer } from '../users/viewer.ts';
import { agreementsInSight } from './agreement.queries.ts';
import { historyOf } from './history.queries.ts';
import { HistoryEventConnection } from './history-event.ts';
import { seesDetails, seesPeople } from './license.policy.ts';
import {
  type AgreementRow,
  type LicenseOrderName,
  type LicenseRow,
  licenseByNumber,
  licensesInSight,
  ownSight,
  type Sight,
  widestSight,
} from './license.queries.ts';
import { LicensePersonConnection } from './license-person.ts';
import { Permission, Role } from './permission.entity.ts';
import { administratorCounts, ownPermissions, peopleOf } from './permission.queries.ts';

const longestAhead = 3650;

export enum LicenseOrder {
  END_DATE = 'END_DATE',
  RELATIONSHIP = 'RELATIONSHIP',
  LICENSING_ID = 'LICENSING_ID',
  ORGANIZATION = 'ORGANIZATION',
  PROGRAM = 'PROGRAM',
  START_DATE = 'START_DATE',
}
registerEnumType(LicenseOrder, {
  name: 'LicenseOrder',
  description: 'The order of a list of licenses.',
  valuesConfig: {
    END_DATE: { description: 'What ends first comes first; what never ends comes last.' },
    RELATIONSHIP: { description: 'As in the agreement tree: by topmost agreement, the agreements below it, and Licensing ID.' },
    LICENSING_ID: { description: 'By Licensing ID.' },
    ORGANIZATION: { description: 'By the name of the organization, then by Licensing ID.' },
    PROGRAM: { description: 'By the code of the program, then by Licensing ID.' },
    START_DATE: { description: 'What began first comes first.' },
  },
});

@InputType({ description: 'Which licenses; all conditions given must hold.' })
export class LicenseFilter {
  @Field(() => String, {
    nullable: true,
    description:
      'Part of a Licensing ID or of an agreement number, as people type numbers, or words of an organization name; an authorization number where you may see it.',
  })
  search?: string | null;
  @Field(() => [Program], { nullable: true, description: 'Bought under one of these programs.' }) programs?: ProgramName[] | null;
  @Field(() => [AgreementStatus], { nullable: true, description: 'With one of these statuses.' }) statuses?: AgreementStatus[] | null;
  @Field(() => [Role], { nullable: true, description: 'On which you hold one of these roles.' }) roles?: RoleName[] | null;
  @Field(() => String, { nullable: true, description: 'Below the agreement with this number.' }) agreementNumber?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Of the organization with this number: bought by it, below agreements that it signed, or sold by it where you may see license details.',
  })
  organizationNumber?: string | null;
  @Field(() => Int, { nullable: true, description: `Ending between today and that many days from now: 0 to ${longestAhead}.` })
  endsWithinDays?: number | null;
  @Field(() => [String], { nullable: true, description: 'With one of these Licensing IDs, as people type them.' })
  licensingIds?: string[] | null;
  @Field(() => Boolean, { nullable: true, description: 'When true: that you administer and that have exactly one active administrator.' })
  hasSingleAdministrator?: boolean | null;
}

/** The conditions of a filter, once its numbers are such that a calendar has them. */
export function readLicenseFilter(filter: LicenseFilter | null | undefined): LicenseFilter {
  const { endsWithinDays } = filter ?? {};
  if (endsWithinDays != null && (endsWithinDays < 0 || endsWithinDays > longestAhead))
    throw new BadInput([{ path: 'filter.endsWithinDays', said: { key: 'errors.daysAhead', params: { longest: longestAhead } } }]);
  return filter ?? {};
}

@ArgsType()
export class LicenseListArgs extends PageArgs {
  @Field(() => LicenseFilter, { nullable: true, description: 'Which licenses; all when left out.' }) filter?: LicenseFilter | null;
  @Field(() => LicenseOrder, { defaultValue: LicenseOrder.END_DATE, description: 'In which order.' }) orderBy!: LicenseOrderName;
  @Field(() => Boolean, { defaultValue: false, description: 'Whether the order is turned around.' }) descending!: boolean;
}

export const LicenseConnection = connectionOf(() => License, 'License');
const AgreementConnection = connectionOf(() => Agreement, 'Agreement');
export const cursorWidth: Record<LicenseOrderName, number> = {
  END_DATE: 2,
  RELATIONSHIP: 2,
  LICENSING_ID: 1,
  ORGANIZATION: 2,
  PROGRAM: 2,
  START_DATE: 2,
};

const listed = ({ filter, orderBy, descending, ...page }: LicenseListArgs, database: Reader, sight: Sight, info: GraphQLResolveInfo) =>
  licensesInSight(database, sight, readLicenseFilter(filter), orderBy, sliceOf(page, cursorWidth[orderBy], info), descending);

@Resolver(() => Viewer)
export class ViewerLicensesResolver {
  @FieldResolver(() => LicenseConnection, { description: 'The licenses on which you hold a role.' })
  licenses(
    @Root() viewer: Viewer,
    @Args(() => LicenseListArgs) args: LicenseListArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listed(args, database, ownSight(viewer, clock.now()), info);
  }
}

@Resolver(() => License)
export class LicenseResolver {
  @Access('licenses:read')
  @Query(() => License, { nullable: true, description: 'The license with that Licensing ID; null when there is none that you may see.' })
  license(
    @Arg('licensingId', () => String, { description: 'As people type it: full-width digits, spaces and hyphens are fine.' })
    licensingId: string,
    @Ctx() { database, viewer, clock }: SignedIn,
  ): Promise<LicenseRow | null> {
    return licenseByNumber(database, widestSight(viewer, clock.now()), normalizeLicensingNumber(licensingId));
  }

  @Access('licenses:read')
  @Query(() => LicenseConnection, { description: 'The licenses that you may see; for staff all of them.' })
  licenses(
    @Args(() => LicenseListArgs) args: LicenseListArgs,
    @Ctx() { database, viewer, clock }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listed(args, database, widestSight(viewer, clock.now()), info);
  }

  @FieldResolver(() => Organization, { description: 'The customer.' })
  organization(@Root() license: LicenseRow) {
    return license.organization;
  }

  @FieldResolver(() => Agreement, { description: 'The agreement that it belongs to directly.' })
  agreement(@Root() license: LicenseRow) {
    return license.agreement;
  }

  @FieldResolver(() => [Role], { description: 'The roles that you hold on it.' })
  viewerRoles(@Root() { viewerRoles }: LicenseRow): readonly RoleName[] {
    return viewerRoles;
  }

  @FieldResolver(() => [Permission], { description: 'The permissions that you hold on it, with their sources.' })
  viewerPermissions(@Root() { id }: LicenseRow, @Ctx() { database, batches, viewer, clock }: SignedIn) {
    return batches.load('own permissions', id, ids => ownPermissions(database, viewer, clock.now(), ids), []);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may see its details and orders: Licensing Info, Administrator or staff.' })
  viewerCanViewDetails(@Root() license: LicenseRow): boolean {
    return seesDetails(license);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you administer it.' })
  viewerCanAdminister(@Root() { viewerRoles }: LicenseRow): boolean {
    return viewerRoles.includes('ADMINISTRATOR');
  }

  @FieldResolver(() => String, { nullable: true, description: 'Open License only; null otherwise, and without Licensing Info.' })
  authorizationNumber(@Root() license: LicenseRow): string | null {
    return seesDetails(license) ? license.authorizationNumber : null;
  }

  @FieldResolver(() => GraphQLDateTime, { nullable: true, description: 'When the order was received; null without Licensing Info.' })
  receivedAt(@Root() license: LicenseRow): Date | null {
    return seesDetails(license) ? license.receivedAt : null;
  }

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description: 'By when its order was due to be here: 48 hours after receipt; null without Licensing Info.',
  })
  dueAt(@Root() license: LicenseRow, @Ctx() { settings }: Context): Date | null {
    return seesDetails(license) ? later(new Date(license.receivedAt), settings.periods.orderDue) : null;
  }

  @FieldResolver(() => SourceSystem, { nullable: true, description: 'Where it was first kept; null without Licensing Info.' })
  sourceSystem(@Root() license: LicenseRow) {
    return seesDetails(license) ? license.sourceSystem : null;
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The reseller it was bought from; null where there is none, and without Licensing Info.',
  })
  partner(@Root() license: LicenseRow) {
    return seesDetails(license) ? license.partner : null;
  }

  @FieldResolver(() => LicensePersonConnection, {
    nullable: true,
    description: 'Everybody who holds a role on it, by name; null unless you administer it or are staff.',
  })
  people(
    @Root() license: LicenseRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, batches, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return seesPeople(license) ? nestedPage(database, batches, license.id, peopleOf(clock.now(), sliceOf(page, 2, info))) : null;
  }

  @FieldResolver(() => HistoryEventConnection, {
    nullable: true,
    description: 'What happened to its permissions, newest first; null unless you administer it or are staff.',
  })
  history(
    @Root() license: LicenseRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, batches, viewer }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    return seesPeople(license) ? nestedPage(database, batches, license.id, historyOf(viewer.isStaff, sliceOf(page, 1, info))) : null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many active administrators it has; null unless you administer it or are staff.',
  })
  administratorCount(@Root() license: LicenseRow, @Ctx() { database, batches, clock }: Context): Promise<number> | null {
    return seesPeople(license)
      ? batches.load('administrators', license.id, ids => administratorCounts(database, clock.now(), ids), 0)
      : null;
  }
}

@Resolver(() => Agreement)
export class AgreementResolver {
  @Access('licenses:read')
  @Query(() => AgreementConnection, {
    description: 'The agreements above the licenses that you may see, each after the ones above it; for staff all of them.',
  })
  agreements(@Args(() => PageArgs) page: PageArgs, @Ctx() { database, viewer, clock }: SignedIn, @Info() info: GraphQLResolveInfo) {
    return agreementsInSight(database, widestSight(viewer, clock.now()), sliceOf(page, 2, info));
  }

  @FieldResolver(() => Organization, { description: 'Who signed it.' })
  organization(@Root() agreement: AgreementRow) {
    return agreement.organization;
  }

  @FieldResolver(() => AgreementStatus, { description: 'Where today lies in its term.' })
  status(@Root() { status }: AgreementRow): AgreementStatus {
    return status;
  }

  @FieldResolver(() => [Agreement], {
    description: 'The agreements above it, topmost first; empty for a topmost one, and for agreements reached as ancestors.',
  })
  ancestors(@Root() { ancestors }: AgreementRow) {
    return ancestors;
  }
}
