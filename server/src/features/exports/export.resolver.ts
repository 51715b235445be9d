import { say } from '@vlsc/shared/messages.ts';
import { paths } from '@vlsc/shared/paths.ts';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { keyOf, nodeId } from '../../platform/node-id.ts';
import { PageArgs, sliceOf } from '../../platform/paging.ts';
import { type ApiTokenRow, apiTokensById } from '../permissions/api-token.queries.ts';
import { ApiToken } from '../permissions/api-token.ts';
import { Viewer } from '../users/viewer.ts';
import { CancelExportInput, StartBulkQueryInput, StartExportInput } from './export.input.ts';
import { type ExportRow, exportsOf } from './export.queries.ts';
import { BulkQueryRefusal, StartBulkQueryResult, StartExportResult } from './export.results.ts';
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
  @Mutation(() => StartBulkQueryResult, {
    description: [
      'Runs a query of your own over everything that it asks for, page by page in the background as the person that you are then, and makes a file of JSON Lines of it.',
      'The query asks for one list: a connection on a way of single objects from the root, such as `viewer { licenses { nodes { … } } }` or `license(licensingId: …) { orderLines { nodes { … } } }`, and nothing beside it. It is walked to its end, and so is every connection within its rows; `first`, `pageInfo` and cursors are the business of the job, and what the query says about them counts for nothing.',
      'Every row of the list is a line, as it was asked for. Rows of a connection within it are lines of their own behind the line of their parent, perhaps not at once, with `__parentId`, the `id` of the object whose rows they are, and `__parentField`, its field; that object has its `id` in its line whether it was asked for or not, and of the connection only what was asked besides rows, or null where you may not see it.',
      'A page that meets an error is read again, and after several times the job fails: a file that is ready lacks nothing. Starting takes as much of your budget as the first page costs; the rest takes none.',
    ].join('\n\n'),
  })
  startBulkQuery(@Arg('input', () => StartBulkQueryInput) input: StartBulkQueryInput, @Ctx() { viewer, exports, charge }: SignedIn) {
    return exports.startQuery(viewer, input, charge);
  }

  @Access('licenses:read')
  @Mutation(() => Export, { description: 'Stops an export of yours that is under way; one that is over stays as it is.' })
  cancelExport(@Arg('input', () => CancelExportInput) { id }: CancelExportInput, @Ctx() { viewer, exports }: SignedIn) {
    return exports.cancel(viewer, keyOf('Export', id));
  }

  @FieldResolver(() => ApiToken, {
    nullable: true,
    description: 'The API token that began it, revoked or not; null where you began it in a session. For its owner, in a session.',
  })
  apiToken(@Root() { apiTokenId }: ExportRow, @Ctx() { database, clock, viewer, batches }: SignedIn): Promise<ApiTokenRow | null> | null {
    if (apiTokenId === null) return null;
    const read = async (ids: readonly string[]) =>
      new Map((await apiTokensById(database, viewer, clock.now(), ids)).map(row => [row.id, row]));
    return batches.load<ApiTokenRow | null>('tokens of exports', apiTokenId, read, null);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Where the file is fetched, with the session of the person or the API token that began it; null unless it is ready. A download that broke can be resumed by `Range`.',
  })
  downloadPath(@Root() { id, state, fileName }: ExportRow): string | null {
    return state === 'READY' ? paths.exportFile(nodeId('Export', id), fileName) : null;
  }
}

@Resolver(() => BulkQueryRefusal)
export class BulkQueryRefusalResolver {
  @FieldResolver(() => String, {
    description: 'What to change, in your language; what is wrong with the document or its variables, in the words of GraphQL.',
  })
  message(@Root() { said }: BulkQueryRefusal, @Ctx() { locale }: Context): string {
    return say(said, locale);
  }
}
