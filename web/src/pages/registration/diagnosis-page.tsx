import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { CustomerLetter } from '../../features/permissions/customer-letter.tsx';
import { DiagnosisCauses } from '../../features/permissions/diagnosis-causes.tsx';
import { PageFailure } from '../../features/problems/failure.tsx';
import { useDiagnosisQuery } from '../../gql/operations.ts';
import { polling } from '../../lib/polling.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './registration.module.css';

export function DiagnosisPage() {
  const { t } = useTranslation(['registration', 'customers']);
  const { data, previousData, error, refetch } = useDiagnosisQuery({ fetchPolicy: 'cache-and-network', ...polling });
  const diagnosis = (data ?? previousData)?.viewer?.accessDiagnosis;
  if (!diagnosis) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton />;
  const partner = diagnosis.causes.find(({ kind }) => kind === 'PARTNER_ACCESS_NOT_CARRIED_OVER');

  return (
    <div className={classes.page}>
      <PageHeader title={t('diagnosis.title')} description={<p>{t('diagnosis.description')}</p>} />
      {diagnosis.hasAccess ? (
        <Notice
          tone="success"
          title={t('diagnosis.sound.title')}
          actions={[
            <ButtonLink key="licenses" to={paths.licenses}>
              {t('verify.licenses')}
            </ButtonLink>,
            <ButtonLink key="permissions" to={paths.permissionDetails} variant="default">
              {t('verify.permissions')}
            </ButtonLink>,
          ]}
        >
          <p>{t('diagnosis.sound.text')}</p>
        </Notice>
      ) : (
        <DiagnosisCauses causes={diagnosis.causes} />
      )}
      {partner && (
        <Panel title={t('customers:letter.title')} tone="sunken">
          <CustomerLetter about={partner.address ?? undefined} />
        </Panel>
      )}
      <p className={classes.help}>
        <TextLink to={paths.faqScenario(3)}>{t('diagnosis.help')}</TextLink>
      </p>
    </div>
  );
}
