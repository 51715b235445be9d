import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import entries from '../../ui/entry-list.module.css';
import { Panel } from '../../ui/panel.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import type { HomeViewer } from './home-page.tsx';

export function EndingLicenses({ viewer }: { viewer: HomeViewer }) {
  const { t } = useTranslation(['home', 'terms']);
  const { edges } = viewer.licenses;
  return (
    <Panel title={t('ending.title')} action={<TextLink to={paths.licenses}>{t('ending.all')}</TextLink>}>
      {edges.length === 0 && <p className={entries.muted}>{t('ending.none')}</p>}
      {edges.length > 0 && (
        <ul className={entries.list}>
          {edges.map(({ node: { id, licensingId, program, endDate, organization } }) => (
            <li key={id}>
              <span className={entries.row}>
                <TextLink to={paths.license(licensingId)}>{licensingId}</TextLink>
                <span>{endDate ? <TimeText value={endDate} style="date" relative /> : t('ending.noEnd')}</span>
              </span>
              <span className={entries.muted}>{`${organization.name} (${t(`terms:program.${program}`)})`}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

export function EndingSoftwareAssurance({ endings }: { endings: HomeViewer['softwareAssuranceEnding']['edges'] }) {
  const { t } = useTranslation('home');
  return (
    <Panel title={t('assurance.title')} action={<TextLink to={paths.softwareAssurance}>{t('assurance.all')}</TextLink>}>
      <ul className={entries.list}>
        {endings.map(({ cursor, node: { license, endsOn, quantity } }) => (
          <li key={cursor}>
            <span className={entries.row}>
              <TextLink to={paths.license(license.licensingId)}>{license.licensingId}</TextLink>
              <TimeText value={endsOn} style="date" relative />
            </span>
            <span className={entries.muted}>{`${license.organization.name} (${t('assurance.quantity', { count: quantity })})`}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** For partners. */
export function ManagedCustomers({ viewer }: { viewer: HomeViewer }) {
  const { t } = useTranslation('home');
  const { edges, totalCount } = viewer.managedCustomers;
  return (
    <Panel
      title={t('customers.title')}
      action={<TextLink to={paths.managedCustomers}>{t('customers.all', { count: totalCount })}</TextLink>}
    >
      <ul className={entries.list}>
        {edges.slice(0, 3).map(({ node: { organization, licenseCount } }) => (
          <li key={organization.id}>
            <span className={entries.row}>
              <TextLink to={paths.relationshipSummary} search={{ organization: organization.number }}>
                {organization.name}
              </TextLink>
              <span>{t('customers.licenses', { count: licenseCount })}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
