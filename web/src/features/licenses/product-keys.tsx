import { useTranslation } from 'react-i18next';
import type { ProductKeyRowFragment } from '../../gql/operations.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import hidden from '../../ui/visually-hidden.module.css';
import classes from './content.module.css';

/** Keys as far as they are shown here: by their last five characters. */
export function ProductKeys({ caption, keys }: { caption: string; keys: readonly ProductKeyRowFragment[] }) {
  const { t } = useTranslation(['licenses', 'terms']);
  const columns: Column<ProductKeyRowFragment>[] = [
    { key: 'product', header: t('keys.product'), isRowHeader: true, cell: ({ productFamily, version }) => `${productFamily} ${version}` },
    {
      key: 'kind',
      header: t('keys.kind'),
      cell: ({ keyType }) => (
        <>
          {t(`terms:keyType.${keyType}`)}
          <span className={classes.sub}>{t(`terms:keyTypeText.${keyType}`)}</span>
        </>
      ),
    },
    {
      key: 'key',
      header: t('keys.key'),
      cell: ({ lastFive }) => (
        <span className={classes.key}>
          <span aria-hidden>•••••-•••••-•••••-•••••-</span>
          <span className={hidden.hidden}>{t('keys.lastFive')}</span>
          {lastFive}
        </span>
      ),
    },
    { key: 'activations', header: t('keys.activations'), cell: key => <Activations {...key} /> },
  ];
  return <DataTable caption={caption} columns={columns} rows={keys} rowKey={({ id }) => id} />;
}

function Activations({ activationsUsed, activationsAllowed }: ProductKeyRowFragment) {
  const { t } = useTranslation('licenses');
  if (activationsUsed === null || activationsAllowed === null) return t('keys.notCounted');
  const share = activationsAllowed > 0 ? Math.min(activationsUsed / activationsAllowed, 1) : 0;
  return (
    <div className={classes.usage}>
      <span>{t('keys.used', { used: activationsUsed, allowed: activationsAllowed })}</span>
      <span className={classes.bar} aria-hidden>
        <span className={classes.fill} style={{ width: `${share * 100}%` }} />
      </span>
    </div>
  );
}
