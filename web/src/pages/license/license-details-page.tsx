import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RequestLink } from '../../features/access-requests/request-link.tsx';
import { EndDate, Location } from '../../features/agreements/term-cells.tsx';
import { LicenseTimeline } from '../../features/licenses/license-timeline.tsx';
import { RelatedLicenses } from '../../features/licenses/related-licenses.tsx';
import { mayLeave } from '../../features/permissions/held-license.ts';
import { LeaveLicenseButton } from '../../features/permissions/leave-license-button.tsx';
import { MyPermissions } from '../../features/permissions/my-permissions.tsx';
import { type LicenseDetailsQuery, useLicenseDetailsQuery } from '../../gql/operations.ts';
import { DataList } from '../../ui/data-list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './license-details-page.module.css';
import { TabState } from './tab-state.tsx';
import { useAfterLeaving } from './use-after-leaving.ts';

const route = getRouteApi('/licenses/$licensingId/');

type License = NonNullable<LicenseDetailsQuery['license']>;

export function LicenseDetailsPage() {
  const { t } = useTranslation('licenses');
  const { licensingId } = route.useParams();
  const afterLeaving = useAfterLeaving();
  const { data, error, refetch } = useLicenseDetailsQuery({ variables: { licensingId }, fetchPolicy: 'cache-and-network' });
  return (
    <TabState tab="details" licensingId={licensingId} part={data?.license} error={error} retry={refetch} opens="LICENSE_INFO" columns={2}>
      {license => (
        <div className={classes.parts}>
          <Facts license={license} />
          <LicenseTimeline license={license} />
          <div>
            <h3 className={classes.heading}>{t('details.mine')}</h3>
            <MyPermissions permissions={license.viewerPermissions} />
            {mayLeave(license.viewerPermissions) && (
              <div className={classes.leave}>
                <LeaveLicenseButton license={license} onLeft={afterLeaving} />
              </div>
            )}
          </div>
          <RelatedLicenses license={license} />
          {!license.viewerCanViewDetails && (
            <Notice
              title={t('details.more.title')}
              actions={[<RequestLink key="request" program={license.program} licensingId={licensingId} />]}
            >
              <p>{t('details.more.text')}</p>
            </Notice>
          )}
        </div>
      )}
    </TabState>
  );
}

function Facts({ license }: { license: License }) {
  const { t } = useTranslation(['licenses', 'terms']);
  const { organization, partner, authorizationNumber, receivedAt, dueAt, sourceSystem } = license;
  const items = [
    { label: t('organization'), value: t('details.numbered', { name: organization.name, number: organization.number }) },
    { label: t('location'), value: <Location organization={organization} /> },
    { label: t('details.start'), value: <TimeText value={license.startDate} style="date" /> },
    { label: t('endDate'), value: <EndDate date={license.endDate} /> },
  ];
  const more = [
    authorizationNumber && { label: t('details.authorizationNumber'), value: <code>{authorizationNumber}</code> },
    partner && { label: t('details.partner'), value: t('details.numbered', { name: partner.name, number: partner.number }) },
    receivedAt && { label: t('details.receivedAt'), value: <TimeText value={receivedAt} /> },
    dueAt && { label: t('details.dueAt'), value: <TimeText value={dueAt} /> },
    sourceSystem && { label: t('details.sourceSystem'), value: t(`terms:sourceSystem.${sourceSystem}`) },
  ].filter(item => !!item);
  return <DataList items={[...items, ...more]} />;
}
