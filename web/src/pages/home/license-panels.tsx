import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { DaysLeft } from '../../features/licenses/days-left.tsx';
import { EndingKindName } from '../../features/licenses/ending-kind.tsx';
import { EndingSubject } from '../../features/licenses/ending-subject.tsx';
import entries from '../../ui/entry-list.module.css';
import { Panel } from '../../ui/panel.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import type { HomeViewer } from './home-page.tsx';

/** What ends within 90 days, soonest first. */
export function EndingSoon({ viewer }: { viewer: HomeViewer }) {
  const { t } = useTranslation('home');
  const { edges } = viewer.endings;
  return (
    <Panel title={t('ending.title')} action={<TextLink to={paths.endings}>{t('ending.all')}</TextLink>}>
      {edges.length === 0 && <p className={entries.muted}>{t('ending.none')}</p>}
      {edges.length > 0 && (
        <ul className={entries.list}>
          {edges.map(({ cursor, node }) => (
            <li key={cursor}>
              <span className={entries.row}>
                <EndingKindName kind={node.kind} />
                <span>
                  <TimeText value={node.endsOn} style="date" /> <DaysLeft endsOn={node.endsOn} />
                </span>
              </span>
              <span>
                <EndingSubject ending={node} />
              </span>
            </li>
          ))}
        </ul>
      )}
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
