import { getRouteApi, Outlet } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { AgreementStatus } from '../../features/agreements/agreement-status.tsx';
import { AgreementTrail } from '../../features/agreements/agreement-trail.tsx';
import { EndDate, Nothing } from '../../features/agreements/term-cells.tsx';
import { LicenseMissing } from '../../features/licenses/license-missing.tsx';
import { RoleNames } from '../../features/permissions/role-names.tsx';
import { PageFailure } from '../../features/problems/failure.tsx';
import { type LicenseFrameQuery, useLicenseFrameQuery } from '../../gql/operations.ts';
import { LinkTabs } from '../../ui/link-tabs.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './license-frame.module.css';

const route = getRouteApi('/licenses/$licensingId');

type License = NonNullable<LicenseFrameQuery['license']>;

/** What all tabs of a license share: its head, and the tabs that this person may see. The tab in it reads its own part. */
export function LicenseFrame() {
  const { licensingId } = route.useParams();
  const { data, error, refetch } = useLicenseFrameQuery({ variables: { licensingId }, fetchPolicy: 'cache-and-network' });

  if (data?.license) return <Frame license={data.license} />;
  if (data) return <LicenseMissing licensingId={licensingId} />;
  if (error) return <PageFailure error={error} retry={() => void refetch()} />;
  return <PageSkeleton lines={9} />;
}

function Frame({ license }: { license: License }) {
  const { t } = useTranslation(['licenses', 'terms', 'shell']);
  const { licensingId, program, organization, agreement, status, viewerRoles } = license;
  // Staff see licenses on which they hold nothing; those are not in their own lists.
  const isOwn = viewerRoles.length > 0;
  const facts = [
    [t('program'), t(`terms:program.${program}`)],
    [t('organization'), organization.name],
    [
      t('term'),
      <>
        <TimeText value={license.startDate} style="date" /> – <EndDate date={license.endDate} />
      </>,
    ],
    [t('myRoles'), isOwn ? <RoleNames roles={viewerRoles} /> : <Nothing />],
  ] as const;

  return (
    <>
      <PageHeader
        title={t('license.title', { licensingId })}
        breadcrumbs={[
          isOwn
            ? { label: t('shell:menu.relationshipSummary'), to: paths.relationshipSummary }
            : { label: t('shell:menu.operations'), to: paths.operationsLicenses },
        ]}
        actions={<AgreementStatus status={status} />}
      >
        <AgreementTrail path={[...agreement.ancestors, agreement]} list={isOwn ? paths.relationshipSummary : paths.operationsLicenses} />
        <dl className={classes.facts}>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </PageHeader>
      <LinkTabs
        label={t('license.tabs', { licensingId })}
        tabs={tabsOf(license).map(tab => ({ label: t(`tabs.${tab}`), to: tabPath(licensingId, tab) }))}
      />
      <Outlet />
    </>
  );
}

const tabs = ['details', 'orders', 'services', 'keys', 'downloads', 'benefits', 'people', 'history'] as const;
type Tab = (typeof tabs)[number];

const tabPath = (licensingId: string, tab: Tab) =>
  tab === 'details' ? paths.license(licensingId) : `${paths.license(licensingId)}/${tab}`;

/** The server leaves out what this person may not see; a tab without a part behind it is absent. */
function tabsOf({
  viewerCanViewDetails,
  serviceLines,
  administratorCount,
  productKeys,
  downloads,
  softwareAssuranceBenefits,
}: License): Tab[] {
  const isOpen: Record<Tab, boolean> = {
    details: true,
    orders: viewerCanViewDetails,
    // whoever sees all orders finds them there, when there are any
    services: serviceLines !== null && (serviceLines.totalCount > 0 || !viewerCanViewDetails),
    keys: productKeys !== null,
    downloads: downloads !== null,
    benefits: softwareAssuranceBenefits !== null,
    people: administratorCount !== null,
    history: administratorCount !== null,
  };
  return tabs.filter(tab => isOpen[tab]);
}
