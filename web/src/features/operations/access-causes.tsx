import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { AccessCauseFieldsFragment, AccessCauseKind, LicenseExplanationFieldsFragment } from '../../gql/operations.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { EndDate } from '../agreements/term-cells.tsx';
import classes from './operations.module.css';

const ofRequests: readonly AccessCauseKind[] = [
  'REQUEST_APPROVED',
  'REQUEST_PENDING',
  'REQUEST_DENIED',
  'REQUEST_EXPIRED',
  'REQUEST_WITHDRAWN',
];

/** Causes one below the other; those of a request or case lead there. */
export function AccessCauses({ causes }: { causes: readonly AccessCauseFieldsFragment[] }) {
  return (
    <ul className={classes.causes}>
      {causes.map(cause => (
        <li key={`${cause.kind} ${cause.message}`}>
          {cause.message} <CauseLink cause={cause} />
        </li>
      ))}
    </ul>
  );
}

function CauseLink({ cause: { kind, number, subjectId } }: { cause: AccessCauseFieldsFragment }) {
  const { t } = useTranslation('people');
  if (!subjectId || !number) return null;
  if (kind === 'GIVEN_BY_SUPPORT') return <TextLink to={paths.operationsCase(subjectId)}>{t('explain.toCase', { number })}</TextLink>;
  if (!ofRequests.includes(kind)) return null;
  return (
    <TextLink to={paths.operationsRequests} search={{ q: number } as never}>
      {t('explain.toRequest', { number })}
    </TextLink>
  );
}

/** What a license is to a person: each role with where it comes from, or why there is none. */
export function LicenseExplained({ explanation }: { explanation: LicenseExplanationFieldsFragment }) {
  const { t } = useTranslation(['people', 'terms', 'licenses']);
  const { permissions, obstacles } = explanation;
  return (
    <div className={classes.explained}>
      {permissions.length > 0 && (
        <ul className={classes.roles}>
          {permissions.map(({ permission, isInEffect, causes }) => (
            <li key={permission.id}>
              <p className={classes.role}>
                <strong>{t(`terms:role.${permission.role}`)}</strong>
                <StatusBadge tone={isInEffect ? 'success' : 'warning'}>
                  {t(isInEffect ? 'explain.inEffect' : 'explain.notInEffect')}
                </StatusBadge>
                <span className={classes.muted}>
                  {t(`terms:source.${permission.source}`)}
                  {permission.endsOn && (
                    <>
                      {' · '}
                      {t('licenses:people.until')}: <EndDate date={permission.endsOn} />
                    </>
                  )}
                </span>
              </p>
              <AccessCauses causes={causes} />
            </li>
          ))}
        </ul>
      )}
      {obstacles.length > 0 && (
        <>
          <p className={classes.role}>
            <strong>{t('explain.obstacles')}</strong>
          </p>
          <AccessCauses causes={obstacles} />
        </>
      )}
    </div>
  );
}
