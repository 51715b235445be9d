import { paths } from '@vlsc/shared/paths.ts';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { keyOf, nodeId } from '../../platform/node-id.ts';
import { PageArgs, sliceOf } from '../../platform/paging.ts';
import { Viewer } from '../users/viewer.ts';
import { CancelExportInput, StartExportInput } from './export.input.ts';
import { type ExportRow, exportsOf } from './export.queries.ts';
import { StartExportResult } from './export.results.ts';
import { Export, ExportConnection } from './export.ts';

@Resolver(() => Viewer)
export class ViewerExportsResolver {
  @FieldResolver(() => ExportConnection, { description: 'The exports that you started and that are still kept, newest first.' })
  exports(
    @Root() viewer: Viewer,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return exportsOf(database, viewer, clock.now(), sliceOf(page, 2, info));
  }
}

@Resolver(() => Export)
export class ExportResolver {
  @Access('licenses:read')
  @Mutation(() => StartExportResult, {
    description:
      'Makes a file of all rows of a list, as you see it and nothing more. Short lists are ready with the answer; longer ones go on in the background, page by page, as the person that you are then.',
  })
  startExport(@Arg('input', () => StartExportInput) input: StartExportInput, @Ctx() { viewer, exports }: SignedIn) {
    return exports.start(viewer, input);
  }

  @Access('licenses:read')
  @Mutation(() => Export, { description: 'Stops an export of yours that is under way; one that is over stays as it is.' })
  cancelExport(@Arg('input', () => CancelExportInput) { id }: CancelExportInput, @Ctx() { viewer, exports }: SignedIn) {
    return exports.cancel(viewer, keyOf('Export', id));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where the file is fetched, with the session of the same person; null unless it is ready.',
  })
  downloadPath(@Root() { id, state, fileName }: ExportRow): string | null {
    return state === 'READY' ? paths.exportFile(nodeId('Export', id), fileName) : null;
  }
}
