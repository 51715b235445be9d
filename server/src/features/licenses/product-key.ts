import { GraphQLDateTime } from 'graphql-scalars';
import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node, typeNameOf } from '../../platform/node.ts';
import { NextStep, Problem } from '../../platform/problem.ts';
import { Scope } from '../../platform/scope.ts';
import { KeyRevealReason, type KeyRevealReasonName } from '../permissions/history-event.ts';
import type { LicenseRow } from '../permissions/license.queries.ts';

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
export type ProductKeyTypeName = keyof typeof ProductKeyType;

@Scope('licenses:read')
@ObjectType({ implements: Node, description: 'A product key, masked. Visible with Product Keys on its license, and to staff.' })
export class ProductKey extends Node {
  @Field(() => String, { description: 'The product it belongs to.' }) readonly productFamily!: string;
  @Field(() => String, { description: 'The version it belongs to.' }) readonly version!: string;
  @Field(() => ProductKeyType, { description: 'What it does.' }) readonly keyType!: ProductKeyTypeName;
  @Field(() => String, { description: 'Its last five characters, by which people tell keys apart.' }) readonly lastFive!: string;
  @Field(() => Int, { nullable: true, description: 'How many activations are allowed; null where they are not counted.' })
  readonly activationsAllowed!: number | null;
  @Field(() => Int, { nullable: true, description: 'How many activations are used; null where they are not counted.' })
  readonly activationsUsed!: number | null;
  @Field(() => Boolean, { description: 'Whether you may reveal it: with Product Keys on its license. Staff may not.' })
  readonly viewerCanReveal!: boolean;
  readonly licenseId!: string;
  /** Where the list has read it along. */
  readonly license?: LicenseRow | null;
}

@InputType({ description: 'Which product keys; all conditions given must hold.' })
export class ProductKeyFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Part of a product, of a Licensing ID or of an organization name, or the last five characters.',
  })
  search?: string | null;
  @Field(() => [ProductKeyType], { nullable: true, description: 'Of one of these kinds.' }) keyTypes?: ProductKeyTypeName[] | null;
  @Field(() => String, { nullable: true, description: 'Of the license with this Licensing ID.' }) licensingId?: string | null;
}

@InputType({ description: 'Which product key to reveal, and why.' })
export class RevealProductKeyInput {
  @Field(() => ID, { description: 'The product key.' }) id!: string;
  @Field(() => KeyRevealReason, { description: 'Why; it is put on record.' }) reason!: KeyRevealReasonName;
  @Field(() => String, { nullable: true, description: 'A word on it; needed for `OTHER`. It is put on record.' }) comment?: string | null;
}

@ObjectType({ description: 'A product key in the clear. That it was revealed, to whom and why, is on record.' })
export class RevealedProductKey {
  @Field(() => ProductKey, { description: 'Which key it is.' }) readonly productKey!: ProductKey;
  @Field(() => String, { description: 'The key itself.' }) readonly key!: string;
}

@ObjectType({ implements: Problem, description: 'You signed in too long ago for this. Sign in again, then repeat it.' })
export class RecentSignInNeeded extends Problem {
  constructor() {
    super({ key: 'problems.recentSignInNeeded' }, [new NextStep('SIGN_IN', null)]);
  }
}

@ObjectType({ implements: Problem, description: "Too many keys were revealed within an hour. The license's administrators are told." })
export class KeyRevealsPaused extends Problem {
  @Field(() => GraphQLDateTime, { description: 'When the next key can be revealed.' }) readonly revealAgainAt: Date;
  constructor(revealAgainAt: Date) {
    super({ key: 'problems.keyRevealsPaused', params: { revealAgainAt } }, [new NextStep('WAIT', null, revealAgainAt)]);
    this.revealAgainAt = revealAgainAt;
  }
}

export const RevealProductKeyResult = createUnionType({
  name: 'RevealProductKeyResult',
  description: 'What came of revealing a product key.',
  types: () => [RevealedProductKey, RecentSignInNeeded, KeyRevealsPaused] as const,
  resolveType: typeNameOf as never,
});
