import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { Scope } from '../../platform/scope.ts';
import type { LicenseRow } from '../permissions/license.queries.ts';

export enum ProductPool {
  APPLICATIONS = 'APPLICATIONS',
  SYSTEMS = 'SYSTEMS',
  SERVERS = 'SERVERS',
}
registerEnumType(ProductPool, { name: 'ProductPool', description: 'The pool that a product is counted in.' });

export enum ProductType {
  SOFTWARE = 'SOFTWARE',
  ONLINE_SERVICE = 'ONLINE_SERVICE',
  SUBSCRIPTION = 'SUBSCRIPTION',
}
registerEnumType(ProductType, { name: 'ProductType', description: 'Whether a product is installed, used online or subscribed to.' });

export enum LicenseType {
  LICENSE = 'LICENSE',
  LICENSE_AND_SA = 'LICENSE_AND_SA',
  SA = 'SA',
  UPGRADE = 'UPGRADE',
  SUBSCRIPTION = 'SUBSCRIPTION',
}
registerEnumType(LicenseType, {
  name: 'LicenseType',
  description: 'What an order line buys.',
  valuesConfig: {
    LICENSE: { description: 'A full license.' },
    LICENSE_AND_SA: { description: 'A full license with Software Assurance.' },
    SA: { description: 'Software Assurance for a license bought before.' },
    UPGRADE: { description: 'The right to a newer version of a license bought before.' },
    SUBSCRIPTION: { description: 'The right to use for a time.' },
  },
});

@ObjectType({ description: 'What is sold under a part number.' })
export class Product {
  @Field(() => String, { description: 'The part number (SKU).' }) readonly partNumber!: string;
  @Field(() => String, { description: 'The description of the price list.' }) readonly description!: string;
  @Field(() => String, { description: 'The product without its version.' }) readonly productFamily!: string;
  @Field(() => String, { description: 'The version; empty where there are none.' }) readonly version!: string;
  @Field(() => ProductPool, { description: 'The pool it is counted in.' }) readonly productPool!: keyof typeof ProductPool;
  @Field(() => ProductType, { description: 'Installed, used online or subscribed to.' }) readonly productType!: keyof typeof ProductType;
}

@Scope('licenses:read')
@ObjectType({
  implements: Node,
  description:
    'A line of an order. Visible with Licensing Info on its license, of online services and subscriptions also to their managers, and to staff.',
})
export class OrderLine extends Node {
  @Field(() => String, { description: "The operator's order number." }) readonly orderNumber!: string;
  @Field(() => Int, { description: 'The line within the order, from 1.' }) readonly lineNumber!: number;
  @Field(() => String, { description: "The customer's own order number; empty where none was given." })
  readonly customerOrderNumber!: string;
  @Field(() => String, { description: "The reseller's order number; empty where none was given." }) readonly resellerOrderNumber!: string;
  @Field(() => GraphQLLocalDate, { description: 'When it was ordered.' }) readonly orderedOn!: string;
  @Field(() => GraphQLLocalDate, { description: 'From when it may be used.' }) readonly usageStartDate!: string;
  @Field(() => Product, { description: 'What was ordered.' }) readonly product!: Product;
  @Field(() => LicenseType, { description: 'What the line buys.' }) readonly licenseType!: keyof typeof LicenseType;
  @Field(() => Int, { description: 'How many licenses; a part number may hold several units.' }) readonly quantity!: number;
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Until when Software Assurance lasts; null without it.' })
  readonly softwareAssuranceEndDate!: string | null;
  @Field(() => String, { description: 'Where it is used: ISO 3166-1 alpha-2.' }) readonly usageCountry!: string;
  readonly licenseId!: string;
  /** Where the list has read it along. */
  readonly license?: LicenseRow | null;
}
