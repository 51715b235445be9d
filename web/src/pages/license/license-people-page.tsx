import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { mayLeave } from '../../features/permissions/held-license.ts';
import { LeaveLicenseButton } from '../../features/permissions/leave-license-button.tsx';
import { People } from '../../features/permissions/people.tsx';
import { useLicensePeopleQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { Notice } from '../../ui/notice.tsx';
import layout from '../../ui/page.module.css';
import { EmptyState } from '../../ui/state.tsx';
import classes from './license-details-page.module.css';
import { TabState } from './tab-state.tsx';
import { useAfterLeaving } from './use-after-leaving.ts';

const route = getRouteApi('/licenses/$licensingId/people');

export function LicensePeoplePage() {
  const { t } = useTranslation(['licenses', 'users']);
  const afterLeaving = useAfterLeaving();
  const { licensingId } = route.useParams();
  const { data, error, isLoading, refetch, onMore } = growing(
    useLicensePeopleQuery({
      variables: { licensingId },
      fetchPolicy: 'cache-and-network',
    }),
  );
  const license = data?.license;
  const administrators = license?.administratorCount;
  return (
    <TabState tab="people" licensingId={licensingId} part={license?.people} error={error} retry={refetch} opens="ADMINISTRATOR">
      {people => (
        <div className={classes.parts}>
          {license?.viewerCanAdminister && (
            <div className={layout.buttons}>
              <ButtonLink to={paths.addUser} search={{ licenses: licensingId }} leftSection={<IconUserPlus size="1.1rem" aria-hidden />}>
                {t('users:ofLicense.add')}
              </ButtonLink>
              {mayLeave(license.viewerPermissions) && <LeaveLicenseButton license={license} onLeft={afterLeaving} />}
            </div>
          )}
          {administrators === 1 && (
            <Notice tone="warning" title={t('people.single.title')}>
              <p>{t('people.single.text')}</p>
            </Notice>
          )}
          {administrators === 0 && (
            <Notice tone="danger" title={t('people.noAdministrator.title')}>
              <p>{t('people.noAdministrator.text')}</p>
            </Notice>
          )}
          {people.edges.length === 0 ? (
            <EmptyState icon={IconUsers} title={t('people.none.title')} headingLevel={3}>
              <p>{t('people.none.text')}</p>
            </EmptyState>
          ) : (
            <div>
              <People caption={t('people.caption', { licensingId })} people={people.edges.map(({ node }) => node)} />
              <LoadMore list={people} isLoading={isLoading} onMore={onMore} />
            </div>
          )}
        </div>
      )}
    </TabState>
  );
}
