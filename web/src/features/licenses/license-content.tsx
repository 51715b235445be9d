import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentLicenseFragment } from '../../gql/operations.ts';
import { AgreementStatus } from '../agreements/agreement-status.tsx';
import { LicenseLink } from './license-columns.tsx';
import classes from './license-content.module.css';

type Props = { license: ContentLicenseFragment; count: string; isOpenAtFirst: boolean; children: ReactNode };

/** A license to open, for what it has. */
export function LicenseContent({ license: { licensingId, program, status, organization }, count, isOpenAtFirst, children }: Props) {
  const { t } = useTranslation(['content', 'terms']);
  const [isShown, setShown] = useState(isOpenAtFirst);
  return (
    <details className={classes.license} open={isShown} onToggle={event => setShown(event.currentTarget.open)}>
      <summary className={classes.summary}>
        <IconChevronRight className={classes.chevron} size="1.1rem" stroke={1.8} aria-hidden />
        <h2 className={classes.name}>{licensingId}</h2>
        <span>
          {t(`terms:program.${program}`)} · {organization.name}
        </span>
        <AgreementStatus status={status} />
        <span className={classes.count}>{count}</span>
      </summary>
      {isShown && (
        <div className={classes.parts}>
          <p>
            <LicenseLink licensingId={licensingId} label={t('page.toLicense', { licensingId })} />
          </p>
          {children}
        </div>
      )}
    </details>
  );
}
