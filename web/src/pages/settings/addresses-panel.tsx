import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { OwnAddresses } from '../../features/permissions/own-addresses.tsx';
import type { BusinessEmailFieldsFragment } from '../../gql/operations.ts';
import { Panel } from '../../ui/panel.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './settings.module.css';

export function AddressesPanel({ businessEmails }: { businessEmails: readonly BusinessEmailFieldsFragment[] }) {
  const { t } = useTranslation('settings');
  return (
    <Panel
      title={t('permissions.addresses')}
      action={
        <TextLink to={paths.register} search={{ another: true }}>
          {t('permissions.addAddress')}
        </TextLink>
      }
    >
      {businessEmails.length === 0 && <p className={classes.muted}>{t('permissions.noAddresses')}</p>}
      <OwnAddresses businessEmails={businessEmails} />
    </Panel>
  );
}
