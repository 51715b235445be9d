import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { SummaryScope } from './license-summary.queries.ts';
import { OrderLine, ProductPool, ProductType } from './order-line.ts';

export enum SummaryQuantity {
  EFFECTIVE = 'EFFECTIVE',
  ACTIVE_SOFTWARE_ASSURANCE = 'ACTIVE_SOFTWARE_ASSURANCE',
  UNRESOLVED = 'UNRESOLVED',
}
registerEnumType(SummaryQuantity, {
  name: 'SummaryQuantity',
  description: 'A quantity of the license summary.',
  valuesConfig: {
    EFFECTIVE: { description: 'What may be used, after upgrades.' },
    ACTIVE_SOFTWARE_ASSURANCE: { description: 'What is under Software Assurance that has not ended.' },
    UNRESOLVED: { description: 'Upgrades and Software Assurance for which no license is in view.' },
  },
});

export enum SummaryContributionKind {
  BOUGHT = 'BOUGHT',
  SUBSCRIBED = 'SUBSCRIBED',
  UPGRADED_TO = 'UPGRADED_TO',
  UPGRADED_FROM = 'UPGRADED_FROM',
  ASSURED_WITH_LICENSE = 'ASSURED_WITH_LICENSE',
  ASSURED_LATER = 'ASSURED_LATER',
  UPGRADE_WITHOUT_BASE = 'UPGRADE_WITHOUT_BASE',
  ASSURANCE_WITHOUT_BASE = 'ASSURANCE_WITHOUT_BASE',
}
registerEnumType(SummaryContributionKind, {
  name: 'SummaryContributionKind',
  description: 'How an order line enters a quantity of the license summary.',
  valuesConfig: {
    BOUGHT: { description: 'Full licenses of this version.' },
    SUBSCRIBED: { description: 'A subscription whose license has not ended.' },
    UPGRADED_TO: { description: 'Upgrades that lifted licenses of older versions to this one.' },
    UPGRADED_FROM: { description: 'Upgrades to a newer version that took licenses of this one; counts negatively.' },
    ASSURED_WITH_LICENSE: { description: 'Software Assurance bought together with the licenses.' },
    ASSURED_LATER: { description: 'Software Assurance bought alone, for licenses that have none of their own.' },
    UPGRADE_WITHOUT_BASE: { description: 'Upgrades beyond the licenses of older versions in view.' },
    ASSURANCE_WITHOUT_BASE: { description: 'Software Assurance bought alone, beyond the licenses in view that have none of their own.' },
  },
});

@ObjectType({
  description: 'An order line with what it adds to a quantity of the license summary. All of them together are that quantity.',
})
export class SummaryContribution {
  @Field(() => OrderLine, { description: 'The order line.' }) readonly orderLine!: OrderLine;
  @Field(() => SummaryContributionKind, { description: 'How it enters the quantity.' })
  readonly kind!: keyof typeof SummaryContributionKind;
  @Field(() => Int, { description: 'What it adds; below zero where it takes away. It may be a part of what was ordered.' })
  readonly quantity!: number;
}

@ObjectType({
  description:
    'What a set of licenses entitles to of one product version, on one day. Upgrades and Software Assurance find their licenses within the product family of one customer: whoever signed the topmost agreement. `docs/decisions/0011` has the arithmetic.',
})
export class LicenseSummaryRow {
  @Field(() => ProductPool, { description: 'The pool it is counted in.' }) readonly productPool!: keyof typeof ProductPool;
  @Field(() => ProductType, { description: 'Installed, used online or subscribed to.' }) readonly productType!: keyof typeof ProductType;
  @Field(() => String, { description: 'The product without its version.' }) readonly productFamily!: string;
  @Field(() => String, { description: 'The version; empty where there are none.' }) readonly version!: string;
  @Field(() => Int, {
    description: 'What may be used: `boughtQuantity` + `upgradedToQuantity` - `upgradedFromQuantity` + `subscribedQuantity`.',
  })
  readonly effectiveQuantity!: number;
  @Field(() => Int, { description: 'Full licenses of this version, with or without Software Assurance.' })
  readonly boughtQuantity!: number;
  @Field(() => Int, { description: 'Licenses of older versions that upgrades lifted to this one.' }) readonly upgradedToQuantity!: number;
  @Field(() => Int, { description: 'Licenses of this version that upgrades lifted to a newer one.' })
  readonly upgradedFromQuantity!: number;
  @Field(() => Int, { description: 'Subscriptions and online services whose license has not ended.' })
  readonly subscribedQuantity!: number;
  @Field(() => Int, {
    description: 'Licenses under Software Assurance that has not ended: bought with them, or later for licenses in view.',
  })
  readonly activeSoftwareAssuranceQuantity!: number;
  @Field(() => Int, { description: 'Upgrades and Software Assurance for which no license is in view: the sum of the next two.' })
  readonly unresolvedQuantity!: number;
  @Field(() => Int, { description: 'Upgrades beyond the licenses of older versions in view.' }) readonly unresolvedUpgradeQuantity!: number;
  @Field(() => Int, { description: 'Software Assurance bought alone, beyond the licenses in view that have none of their own.' })
  readonly unresolvedSoftwareAssuranceQuantity!: number;
  @Field(() => Int, { description: 'How many licenses the order lines of this version belong to.' }) readonly licenseCount!: number;
  /** What the row was made from, so that it can be opened. */
  readonly scope!: SummaryScope;
  /** Whether it was asked for by its product family and version. */
  readonly isNamed!: boolean;
}

@ObjectType({ description: 'Software Assurance of one product pool that ends in one month.' })
export class SoftwareAssuranceExpiry {
  @Field(() => GraphQLLocalDate, { description: 'The first day of the month.' }) readonly month!: string;
  @Field(() => ProductPool, { description: 'The pool.' }) readonly productPool!: keyof typeof ProductPool;
  @Field(() => Int, { description: 'How many licenses lose their Software Assurance in it.' }) readonly quantity!: number;
}
