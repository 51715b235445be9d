import type { ComponentProps, ReactNode } from 'react';
import { TabWithoutAccess } from '../../features/licenses/tab-without-access.tsx';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { type Role, useLicenseFrameQuery } from '../../gql/operations.ts';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { TabHeading } from './tab-heading.tsx';

type Props<Part> = {
  tab: ComponentProps<typeof TabHeading>['tab'];
  licensingId: string;
  /** Undefined while it is on its way, null where the person's roles do not open it. */
  part: Part | null | undefined;
  error: unknown;
  retry: () => unknown;
  /** The role that would open it. */
  opens: Role;
  columns?: number;
  children: (part: Part) => ReactNode;
};

/** The states that every tab of a license has. */
export function TabState<Part>({ tab, licensingId, part, error, retry, opens, columns = 5, children }: Props<Part>) {
  const { data } = useLicenseFrameQuery({ variables: { licensingId }, fetchPolicy: 'cache-only' });
  if (part === null && data?.license) return <TabWithoutAccess licensingId={licensingId} program={data.license.program} needs={opens} />;
  return (
    <>
      <TabHeading tab={tab} licensingId={licensingId} />
      {part ? (
        children(part)
      ) : error ? (
        <QueryFailed error={error} retry={retry} headingLevel={3} />
      ) : (
        <TableSkeleton rows={6} columns={columns} />
      )}
    </>
  );
}
