import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LicensedProductKeyFragment, ProductKeyRowFragment } from '../../gql/operations.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import classes from './content.module.css';
import { KeyActivations } from './key-activations.tsx';
import { LicenseLink } from './license-columns.tsx';
import { MaskedKey, nameOfKey } from './masked-key.tsx';

export type ListedKey = ProductKeyRowFragment & Partial<Pick<LicensedProductKeyFragment, 'license'>>;

type Props = {
  caption: string;
  keys: readonly ListedKey[];
  /** Whether the license is told in each row, and the product above them. */
  isByProduct?: boolean;
  onReveal: (id: string) => void;
  /** What can be done about the activations of a key that counts them. */
  activationActs: (key: ListedKey) => ReactNode;
};

/** Product keys by their last five characters. */
export function ProductKeys({ caption, keys, isByProduct = false, onReveal, activationActs }: Props) {
  const { t } = useTranslation(['content', 'terms', 'licenses']);
  const product: Column<ListedKey> = { key: 'product', header: t('keys.product'), isRowHeader: true, cell: nameOfKey };
  const license: Column<ListedKey> = {
    key: 'license',
    header: t('licenses:licensingId'),
    isRowHeader: true,
    cell: ({ license }) =>
      license && (
        <>
          <LicenseLink licensingId={license.licensingId} />
          <span className={classes.sub}>{license.organization.name}</span>
        </>
      ),
  };
  const columns: Column<ListedKey>[] = [
    isByProduct ? license : product,
    {
      key: 'kind',
      header: t('keys.kind'),
      cell: ({ keyType }) => (
        <>
          {t(`terms:keyType.${keyType}`)}
          <span className={classes.sub}>{t(`keys.kindInBrief.${keyType}`)}</span>
        </>
      ),
    },
    {
      key: 'key',
      header: t('keys.key'),
      cell: key => (
        <div className={classes.acts}>
          <MaskedKey lastFive={key.lastFive} />
          {key.viewerCanReveal && (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t('reveal.actionOf', { name: nameOfKey(key), lastFive: key.lastFive })}
              onClick={() => onReveal(key.id)}
            >
              {t('reveal.action')}
            </Button>
          )}
        </div>
      ),
    },
    {
      key: 'activations',
      header: t('keys.activations'),
      cell: key => <KeyActivations {...key}>{key.viewerCanReveal && activationActs(key)}</KeyActivations>,
    },
  ];
  return <DataTable caption={caption} columns={columns} rows={keys} rowKey={({ id }) => id} />;
}
