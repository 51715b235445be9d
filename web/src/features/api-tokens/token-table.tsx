import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { ApiTokenFieldsFragment } from '../../gql/operations.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './api-tokens.module.css';
import { ScopeChips } from './scope-chips.tsx';
import { TokenEnd, TokenLastUse, TokenReach, TokenState } from './token-cells.tsx';

/** Tokens with what each may do, on what, and when it last did something. */
export function TokenTable({ caption, tokens }: { caption: string; tokens: readonly ApiTokenFieldsFragment[] }) {
  const { t } = useTranslation('tokens');
  return (
    <DataTable
      caption={caption}
      rows={tokens}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          header: t('column.name'),
          isRowHeader: true,
          cell: ({ id, name, start }) => (
            <>
              <TextLink to={paths.apiToken(id)} className={classes.name}>
                {name}
              </TextLink>
              <span className={classes.sub}>
                <code>{start}…</code>
              </span>
            </>
          ),
        },
        { key: 'scopes', header: t('column.scopes'), cell: ({ scopes }) => <ScopeChips scopes={scopes} /> },
        { key: 'reach', header: t('column.reach'), cell: token => <TokenReach token={token} /> },
        { key: 'lastUsed', header: t('column.lastUsed'), cell: token => <TokenLastUse token={token} /> },
        { key: 'ends', header: t('column.ends'), cell: token => <TokenEnd token={token} /> },
        { key: 'state', header: t('column.state'), cell: ({ state }) => <TokenState state={state} /> },
      ]}
    />
  );
}
