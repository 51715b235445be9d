import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { Scope } from '../../platform/scope.ts';

@Scope('licenses:read')
@ObjectType({
  implements: Node,
  description: 'A file to install from. Visible with Downloads on a license that entitles to the product, and to staff.',
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
}

@InputType({ description: 'Which files; all conditions given must hold.' })
export class DownloadFilter {
  @Field(() => String, { nullable: true, description: 'Part of a product or of a file name.' }) search?: string | null;
  @Field(() => [String], { nullable: true, description: 'In one of these languages.' }) languages?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'For one of these processor architectures.' }) architectures?: string[] | null;
  @Field(() => String, { nullable: true, description: 'To which the license with this Licensing ID entitles.' }) licensingId?:
    | string
    | null;
}

@Scope('licenses:read')
@ObjectType({ description: 'What a filter of files can choose from.' })
export class DownloadChoices {
  @Field(() => [String], { description: 'The languages of the files: BCP 47.' }) readonly languages!: string[];
  @Field(() => [String], { description: 'The processor architectures of the files.' }) readonly architectures!: string[];
}

@InputType({ description: 'Which file to fetch, and on account of which license.' })
export class CreateDownloadLinkInput {
  @Field(() => ID, { description: 'The file.' }) id!: string;
  @Field(() => String, {
    nullable: true,
    description:
      'The license that entitles to it; when left out, the first by Licensing ID of those that do and on which you hold Downloads.',
  })
  licensingId?: string | null;
}

@ObjectType({ description: 'A link that fetches a file without a sign-in, for a while. Each use of it is on record under your name.' })
export class DownloadLink {
  @Field(() => Download, { description: 'The file.' }) readonly download!: Download;
  @Field(() => String, { description: 'The license on whose account it is fetched.' }) readonly licensingId!: string;
  @Field(() => String, { description: 'The whole address. Whoever has it can fetch the file.' }) readonly url!: string;
  @Field(() => GraphQLDateTime, { description: 'Until when it works.' }) readonly expiresAt!: Date;
}
