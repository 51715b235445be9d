import { useTranslation } from 'react-i18next';
import type { ApiTokenUseFieldsFragment } from '../../gql/operations.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { Nothing } from '../agreements/term-cells.tsx';
import classes from './api-tokens.module.css';

type Use = { cursor: string; node: ApiTokenUseFieldsFragment };

/** What a token did, newest first. */
export function TokenUses({ uses }: { uses: readonly Use[] }) {
  const { t } = useTranslation('tokens');
  return (
    <DataTable
      caption={t('token.usesCaption')}
      rows={uses}
      rowKey={({ cursor }) => cursor}
      columns={[
        { key: 'at', header: t('token.use.at'), isRowHeader: true, cell: ({ node }) => <TimeText value={node.lastAt} /> },
        { key: 'operation', header: t('token.use.operation'), cell: ({ node }) => node.operation ?? t('token.use.unnamed') },
        {
          key: 'fields',
          header: t('token.use.fields'),
          cell: ({ node: { fields } }) =>
            fields.length > 0 ? (
              <span className={classes.fields}>
                {fields.map(field => (
                  <code key={field}>{field}</code>
                ))}
              </span>
            ) : (
              <Nothing />
            ),
        },
        { key: 'address', header: t('token.use.address'), cell: ({ node }) => node.address },
        { key: 'requests', header: t('token.use.requests'), align: 'end', cell: ({ node }) => <NumberText value={node.requestCount} /> },
        { key: 'refused', header: t('token.use.refused'), align: 'end', cell: ({ node }) => <NumberText value={node.refusedCount} /> },
        { key: 'cost', header: t('token.use.cost'), align: 'end', cell: ({ node }) => <NumberText value={node.cost} /> },
      ]}
    />
  );
}
