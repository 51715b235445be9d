import { type ExportFieldsFragment, useExportInHandQuery } from '../../gql/operations.ts';
import { polling } from '../../lib/polling.ts';

export const isOver = ({ state }: Pick<ExportFieldsFragment, 'state'>): boolean => state !== 'QUEUED' && state !== 'RUNNING';

/** An export that is under way, asked for every second; null once it is gone, undefined before it is known. */
export function useExport(id: string): ExportFieldsFragment | null | undefined {
  const { data } = useExportInHandQuery({ variables: { id }, fetchPolicy: 'cache-and-network', ...polling, pollInterval: 1_000 });
  return data && (data.node?.__typename === 'Export' ? data.node : null);
}
