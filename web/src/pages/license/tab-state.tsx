import type { ComponentProps, ReactNode } from 'react';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { TabWithoutAccess } from '../../features/licenses/tab-without-access.tsx';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { type ExportList, type Role, useLicenseFrameQuery } from '../../gql/operations.ts';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { TabHeading } from './tab-heading.tsx';
import classes from './tab-state.module.css';

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

/** The lists that tabs hold, as exports call them. */
const exported: Partial<Record<ComponentProps<typeof TabHeading>['tab'], ExportList>> = {
  orders: 'ORDER_LINES',
  services: 'SERVICE_LINES',
  keys: 'PRODUCT_KEYS',
  downloads: 'DOWNLOADS',
  benefits: 'SA_BENEFITS',
  people: 'PEOPLE',
  history: 'HISTORY',
};

const isEmpty = (part: unknown): boolean => {
  const rows = Array.isArray(part) ? part : (part as { edges?: readonly unknown[] }).edges;
  return rows?.length === 0;
};

/** The states that every tab of a license has. */
export function TabState<Part>({ tab, licensingId, part, error, retry, opens, columns = 5, children }: Props<Part>) {
  const { data } = useLicenseFrameQuery({ variables: { licensingId }, fetchPolicy: 'cache-only' });
  const list = exported[tab];
  if (part === null && data?.license) return <TabWithoutAccess licensingId={licensingId} program={data.license.program} needs={opens} />;
  return (
    <>
      <div className={classes.head}>
        <TabHeading tab={tab} licensingId={licensingId} />
        {list && part && !isEmpty(part) && <ExportButton list={list} licensingId={licensingId} />}
      </div>
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
