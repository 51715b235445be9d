import { Button } from '@mantine/core';
import { IconCloudOff, IconFileUnknown, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './copy-button.tsx';
import classes from './state.module.css';

type Props = { icon?: TablerIcon; title: string; children?: ReactNode; action?: ReactNode; headingLevel?: 1 | 2 | 3 };

/** A page or list that has nothing to show: what this is, why it is empty, what to do next. */
export function EmptyState({ icon: Icon, title, children, action, headingLevel = 2 }: Props) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className={classes.state}>
      {Icon && <Icon className={classes.icon} stroke={1.4} aria-hidden />}
      <Heading className={classes.title} tabIndex={headingLevel === 1 ? -1 : undefined}>
        {title}
      </Heading>
      {children && <div className={classes.text}>{children}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}

type ErrorProps = {
  /** The cause, as far as the person may know it. */
  cause?: ReactNode;
  requestId?: string;
  retry?: () => void;
  action?: ReactNode;
  headingLevel?: 1 | 2 | 3;
};

export function ErrorState({ cause, requestId, retry, action, headingLevel = 2 }: ErrorProps) {
  const { t } = useTranslation('ui');
  return (
    <div role="alert">
      <EmptyState
        icon={IconCloudOff}
        title={t('error.title')}
        headingLevel={headingLevel}
        action={
          (retry || action) && (
            <>
              {retry && <Button onClick={retry}>{t('retry')}</Button>}
              {action}
            </>
          )
        }
      >
        <p>{cause ?? t('error.text')}</p>
        {requestId && (
          <p className={classes.requestId}>
            {t('requestId')}: <code>{requestId}</code> <CopyButton value={requestId} label={t('requestId')} />
          </p>
        )}
      </EmptyState>
    </div>
  );
}

/** One answer for what does not exist and for what this person may not see. */
export function NoAccessState({ action }: { action?: ReactNode }) {
  const { t } = useTranslation('ui');
  return (
    <EmptyState icon={IconFileUnknown} title={t('noAccess.title')} headingLevel={1} action={action}>
      <p>{t('noAccess.text')}</p>
    </EmptyState>
  );
}
