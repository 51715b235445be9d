import { IconSitemap } from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { TakeoverForm } from '../../features/permissions/takeover-form.tsx';
import { noteTakeoverShown } from '../../features/permissions/takeover-reminder.ts';
import { TakeoverStanding } from '../../features/permissions/takeover-standing.tsx';
import { PageFailure } from '../../features/problems/failure.tsx';
import { useTakeoverQuery } from '../../gql/operations.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './takeover-page.module.css';

/** Where a contact of an MBSA decides, once and for all agreements below it; nobody is held up here. */
export function TakeoverPage() {
  const { t } = useTranslation('takeover');
  const { data, previousData, error, refetch } = useTakeoverQuery({ fetchPolicy: 'cache-and-network' });
  const viewer = (data ?? previousData)?.viewer;
  const viewerId = viewer?.id;
  useEffect(() => {
    if (viewerId) noteTakeoverShown(viewerId);
  }, [viewerId]);
  if (!viewer) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton lines={10} />;
  const { takeoverOptions } = viewer;
  const isOpen = takeoverOptions.some(({ choice }) => choice === null);

  return (
    <div className={classes.page}>
      <PageHeader
        title={t('title')}
        description={takeoverOptions.length > 0 && <p>{t('description')}</p>}
        actions={
          isOpen && (
            <ButtonLink to={paths.home} variant="default">
              {t('later')}
            </ButtonLink>
          )
        }
      />
      {takeoverOptions.length === 0 ? (
        <EmptyState
          icon={IconSitemap}
          title={t('none.title')}
          action={
            <>
              <ButtonLink to={paths.licenses}>{t('none.licenses')}</ButtonLink>
              <ButtonLink to={paths.diagnosis} variant="default">
                {t('none.diagnosis')}
              </ButtonLink>
            </>
          }
        >
          <p>{t('none.text')}</p>
        </EmptyState>
      ) : (
        takeoverOptions.map(option => (
          <Panel key={option.id} title={t('mbsa', { number: option.agreementNumber, name: option.organization.name })}>
            <TakeoverStanding option={option} />
            <TakeoverForm option={option} />
          </Panel>
        ))
      )}
      {isOpen && <p className={classes.small}>{t('laterHint')}</p>}
      <p className={classes.small}>
        <TextLink to={paths.faqScenario(5)}>{t('help')}</TextLink>
      </p>
    </div>
  );
}
