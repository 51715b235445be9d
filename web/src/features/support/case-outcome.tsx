import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { SupportCaseFieldsFragment } from '../../gql/operations.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './support-case.module.css';

/** Where the case stands and what happens next, to its person. */
export function CaseProgress({ supportCase }: { supportCase: SupportCaseFieldsFragment }) {
  const { t } = useTranslation('cases');
  const { status, person } = supportCase;
  if (status === 'RESOLVED' || status === 'REFUSED') return <CaseOutcome supportCase={supportCase} />;
  return (
    <Notice tone={status === 'WAITING_FOR_PERSON' ? 'warning' : 'info'} title={t(`status.person.${status}`)}>
      <p>{t(`next.${status}`)}</p>
      {person.businessEmails.length === 0 && <p>{t('next.unregistered')}</p>}
    </Notice>
  );
}

/** How a case ended, with what support wrote. */
function CaseOutcome({ supportCase }: { supportCase: SupportCaseFieldsFragment }) {
  const { t } = useTranslation('cases');
  const { status, isAdministratorGiven, license, reason } = supportCase;
  const kind = status === 'REFUSED' ? 'refused' : isAdministratorGiven ? 'administratorGiven' : 'answered';
  return (
    <Notice
      tone={kind === 'refused' ? 'warning' : 'success'}
      title={t(`next.${kind}`)}
      actions={[
        license && (
          <ButtonLink key="license" to={paths.license(license.licensingId)}>
            {t('next.license')}
          </ButtonLink>
        ),
      ].filter(Boolean)}
    >
      {license && <p>{t('next.administratorGivenText', { licensingId: license.licensingId })}</p>}
      {reason && (
        <figure className={classes.lines}>
          {kind !== 'answered' && <figcaption className={classes.muted}>{t('next.reason')}</figcaption>}
          <blockquote className={classes.quote}>{reason}</blockquote>
        </figure>
      )}
    </Notice>
  );
}
