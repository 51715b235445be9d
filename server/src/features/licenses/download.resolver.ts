import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { Costs } from '../../platform/field-costs.ts';
import { keyOf } from '../../platform/node-id.ts';
import { connectionOf, PageArgs, sliceOf } from '../../platform/paging.ts';
import { License } from '../agreements/license.entity.ts';
import { mayDownload, seesDownloads } from '../permissions/license.policy.ts';
import { type LicenseRow, ownSight } from '../permissions/license.queries.ts';
import { Viewer } from '../users/viewer.ts';
import { downloadChoices, downloadsInSight, downloadsOf } from './download.queries.ts';
import { CreateDownloadLinkInput, Download, DownloadChoices, DownloadFilter, DownloadLink } from './download.ts';

const DownloadConnection = connectionOf(() => Download, 'Download');

@ArgsType()
class DownloadListArgs extends PageArgs {
  @Field(() => DownloadFilter, { nullable: true, description: 'Which files; all when left out.' }) filter?: DownloadFilter | null;
}

@Resolver(() => License)
export class LicenseDownloadsResolver {
  // many files to a license: a page of licenses with them brings many thousand
  @Costs({ rows: 50 })
  @FieldResolver(() => [Download], {
    nullable: true,
    description:
      'The files to which it entitles: of the versions it bought, and of newer ones while their Software Assurance lasts; null without Downloads.',
  })
  downloads(@Root() license: LicenseRow, @Ctx() { database, batches, clock }: Context) {
    return seesDownloads(license) ? batches.load('downloads', license.id, ids => downloadsOf(database, clock.now(), ids), []) : null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may fetch its files: with Downloads on it. Staff may not.' })
  viewerCanDownload(@Root() license: LicenseRow): boolean {
    return mayDownload(license);
  }
}

@Resolver(() => Viewer)
export class ViewerDownloadsResolver {
  @FieldResolver(() => DownloadConnection, {
    description: 'The files to which licenses entitle on which you hold Downloads, by product; each file once.',
  })
  downloads(
    @Root() viewer: Viewer,
    @Args(() => DownloadListArgs) { filter, ...page }: DownloadListArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return downloadsInSight(database, ownSight(viewer, clock.now()), filter ?? {}, sliceOf(page, 5, info));
  }

  @FieldResolver(() => DownloadChoices, { description: 'What `downloads` can be filtered by.' })
  downloadChoices(@Root() viewer: Viewer, @Ctx() { database, clock }: Context) {
    return downloadChoices(database, ownSight(viewer, clock.now()));
  }
}

@Resolver(() => Download)
export class DownloadResolver {
  @Access('downloads:fetch')
  @Mutation(() => DownloadLink, {
    description:
      'Makes a link that fetches a file for a while. It needs Downloads on a license that entitles to the file; otherwise `NOT_FOUND`.',
  })
  createDownloadLink(
    @Arg('input', () => CreateDownloadLinkInput) input: CreateDownloadLinkInput,
    @Ctx() { viewer, downloads }: SignedIn,
  ): Promise<DownloadLink> {
    return downloads.link(viewer, keyOf('Download', input.id), input);
  }
}
