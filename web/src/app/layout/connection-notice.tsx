import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SignInLink } from '../../features/viewer/sign-in-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useConnection } from '../connection.ts';
import classes from './shell.module.css';

/** Says above any page that the session has ended or the server cannot be reached, and how to go on; the page stays as it is. */
export function ConnectionNotice() {
  const { t } = useTranslation(['shell', 'ui']);
  const connection = useConnection();
  const client = useApolloClient();
  const here = useRouterState({ select: ({ location }) => location.href });
  if (connection === 'sound') return null;
  return (
    <div className={classes.notice}>
      {connection === 'sessionEnded' ? (
        <Notice
          tone="warning"
          live="assertive"
          title={t('sessionEnded.title')}
          actions={[
            <SignInLink key="sign-in" returnTo={here}>
              {t('sessionEnded.action')}
            </SignInLink>,
          ]}
        >
          {t('sessionEnded.text')}
        </Notice>
      ) : (
        <Notice
          tone="warning"
          live="polite"
          title={t('connection.title')}
          actions={[
            <Button key="retry" variant="default" onClick={() => void client.refetchQueries({ include: 'active' })}>
              {t('ui:retry')}
            </Button>,
          ]}
        >
          {t('connection.text')}
        </Notice>
      )}
    </div>
  );
}
