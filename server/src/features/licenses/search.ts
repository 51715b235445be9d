import { createUnionType, Field, ObjectType } from 'type-graphql';
import { typeNameOf } from '../../platform/node.ts';
import { Scope } from '../../platform/scope.ts';
import { License } from '../agreements/license.entity.ts';
import type { LicenseRow } from '../permissions/license.queries.ts';
import { ManagedUser } from '../permissions/managed-user.ts';
import { User } from '../users/user.entity.ts';

@ObjectType({ description: 'A version of a product family that licenses in your sight bought.' })
export class SearchedProduct {
  @Field(() => String, { description: 'The product family, such as Windows Server Standard.' }) readonly productFamily!: string;
  @Field(() => String, { description: 'The version.' }) readonly version!: string;
  @Field(() => String, {
    nullable: true,
    description: 'The first of its part numbers among the orders that you may see; null where you may see none.',
  })
  readonly partNumber!: string | null;
  @Field(() => Boolean, { description: 'Whether you may see orders of it: Licensing Info on a license that bought it.' })
  readonly viewerCanViewOrders!: boolean;
  @Field(() => Boolean, { description: 'Whether you may download it: Downloads on a license that bought it.' })
  readonly viewerCanDownload!: boolean;
  @Field(() => Boolean, { description: 'Whether you may see product keys of it: Product Keys on a license that has some.' })
  readonly viewerCanViewKeys!: boolean;
}

export const SearchedPerson = createUnionType({
  name: 'SearchedPerson',
  description: 'Somebody with something on a license that you administer; for staff any person.',
  types: () => [ManagedUser, User] as const,
  resolveType: typeNameOf as never,
});

@Scope('licenses:read')
@ObjectType({ description: 'What was found, kind by kind: only what you may see anyway. A kind that is not asked for is not looked for.' })
export class SearchResults {
  /** What to look for; null where nothing was typed. */
  readonly text!: string | null;
}

@Scope('licenses:read')
@ObjectType({ description: 'What one typed Licensing ID is to you.' })
export class LicensingIdLookup {
  @Field(() => String, { description: 'As it was typed the first time.' }) readonly typed!: string;
  @Field(() => String, { description: 'The same as a number: without spaces and hyphens, in half-width capitals.' })
  readonly licensingId!: string;
  @Field(() => License, {
    nullable: true,
    description: 'The license; null where there is none and where you may not see it, which answer alike.',
  })
  readonly license!: LicenseRow | null;
}
