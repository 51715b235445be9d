import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';

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

export enum ProductKeyType {
  MAK = 'MAK',
  KMS = 'KMS',
  VLK = 'VLK',
  SETUP = 'SETUP',
}
registerEnumType(ProductKeyType, {
  name: 'ProductKeyType',
  description: 'What a product key does.',
  valuesConfig: {
    MAK: { description: 'Multiple Activation Key: activates each computer once.' },
    KMS: { description: 'Key Management Service: activates the hosts that activate others.' },
    VLK: { description: 'Volume License Key: installs without activation.' },
    SETUP: { description: 'Unlocks installation, does not activate.' },
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

@ObjectType({ implements: Node, description: 'A line of an order. Visible with Licensing Info on its license, and to staff.' })
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
}

@ObjectType({ implements: Node, description: 'A product key, masked. Visible with Product Keys on its license, and to staff.' })
export class ProductKey extends Node {
  @Field(() => String, { description: 'The product it belongs to.' }) readonly productFamily!: string;
  @Field(() => String, { description: 'The version it belongs to.' }) readonly version!: string;
  @Field(() => ProductKeyType, { description: 'What it does.' }) readonly keyType!: keyof typeof ProductKeyType;
  @Field(() => String, { description: 'Its last five characters, by which people tell keys apart.' }) readonly lastFive!: string;
  @Field(() => Int, { nullable: true, description: 'How many activations are allowed; null where they are not counted.' })
  readonly activationsAllowed!: number | null;
  @Field(() => Int, { nullable: true, description: 'How many activations are used; null where they are not counted.' })
  readonly activationsUsed!: number | null;
}

@ObjectType({
  implements: Node,
  description: 'A file to install from. Visible with Downloads on a license that bought the product, and to staff.',
})
export class Download extends Node {
  @Field(() => String, { description: 'The product it installs.' }) readonly productFamily!: string;
  @Field(() => String, { description: 'The version it installs.' }) readonly version!: string;
  @Field(() => String, { description: 'The language: BCP 47.' }) readonly language!: string;
  @Field(() => String, { description: 'The processor architecture, such as x64.' }) readonly architecture!: string;
  @Field(() => String, { description: 'The kind of file, such as ISO.' }) readonly fileType!: string;
  @Field(() => String, { description: 'The name of the file.' }) readonly fileName!: string;
  @Field(() => Float, { description: 'Its size in bytes.' }) readonly sizeBytes!: number;
  @Field(() => String, { description: 'Its SHA-256, in hexadecimal.' }) readonly sha256!: string;
  @Field(() => String, { description: 'Where it is fetched.' }) readonly url!: string;
}

@ObjectType({
  implements: Node,
  description:
    'A Software Assurance benefit. Visible to Software Assurance managers of its license, to readers of its license information, and to staff.',
})
export class SoftwareAssuranceBenefit extends Node {
  @Field(() => String, { description: 'Which benefit, such as TRAINING_VOUCHERS.' }) readonly benefit!: string;
  @Field(() => Int, { description: 'How many there are.' }) readonly quantity!: number;
  @Field(() => Int, { description: 'How many of them are activated.' }) readonly activatedQuantity!: number;
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Until when they can be used; null where they have no end.' })
  readonly endDate!: string | null;
}

@ObjectType({
  description:
    'What a set of licenses entitles to of one product version. Counted from order lines: full licenses and running subscriptions are effective; upgrades and Software Assurance bought alone add no license of their own.',
})
export class LicenseSummaryRow {
  @Field(() => ProductPool, { description: 'The pool it is counted in.' }) readonly productPool!: keyof typeof ProductPool;
  @Field(() => ProductType, { description: 'Installed, used online or subscribed to.' }) readonly productType!: keyof typeof ProductType;
  @Field(() => String, { description: 'The product without its version.' }) readonly productFamily!: string;
  @Field(() => String, { description: 'The version; empty where there are none.' }) readonly version!: string;
  @Field(() => Int, { description: 'Licenses bought, with or without Software Assurance, and subscriptions whose license has not ended.' })
  readonly effectiveQuantity!: number;
  @Field(() => Int, { description: 'Licenses whose Software Assurance has not ended.' }) readonly activeSoftwareAssuranceQuantity!: number;
  @Field(() => Int, {
    description: 'Upgrades and Software Assurance bought alone, beyond the full licenses of the same product family in the set.',
  })
  readonly unresolvedQuantity!: number;
  @Field(() => Int, { description: 'How many licenses the quantities come from.' }) readonly licenseCount!: number;
  readonly licenseIds!: readonly string[];
}
