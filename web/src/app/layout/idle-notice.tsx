import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInLink } from '../../features/viewer/sign-in-link.tsx';
import type { Viewer } from '../../features/viewer/use-viewer.ts';
import { lastAnswer } from '../../lib/last-answer.ts';
import { now } from '../../lib/now.ts';
import { useSecondsUntil } from '../../lib/use-seconds-until.ts';
import { Notice } from '../../ui/notice.tsx';
import classes from './shell.module.css';

const warnsBefore = 120_000;
const looksEvery = 5_000;
/** The server notes requests minute by minute. */
const grain = 60_000;

interface NearEnd {
  at: string;
  /** Whether no request can put it off. */
  isForGood: boolean;
}

function nearEnd({ idleSeconds, endsAt }: Viewer['session']): NearEnd | null {
  const [idleEnd, lastEnd] = [lastAnswer() + idleSeconds * 1000 - grain, new Date(endsAt).getTime()];
  const end = Math.min(idleEnd, lastEnd);
  const left = end - now();
  return left > 0 && left <= warnsBefore ? { at: new Date(end).toISOString(), isForGood: lastEnd <= idleEnd } : null;
}

/** Warns before a session ends of itself, and lets the person stay. */
export function IdleNotice({ session }: { session: Viewer['session'] }) {
  const { t } = useTranslation();
  const [near, setNear] = useState<NearEnd | null>(null);
  useEffect(() => {
    const timer = setInterval(() => setNear(nearEnd(session)), looksEvery);
    return () => clearInterval(timer);
  }, [session]);
  const seconds = useSecondsUntil(near?.at ?? null);
  const client = useApolloClient();
  const here = useRouterState({ select: ({ location }) => location.href });
  const stay = async () => {
    await client.refetchQueries({ include: ['Shell'] });
    setNear(nearEnd(session));
  };
  if (!near) return null;
  return (
    <div className={classes.notice}>
      <Notice
        tone="warning"
        live="assertive"
        title={t('idle.title')}
        actions={[
          near.isForGood ? (
            <SignInLink key="sign-in" returnTo={here}>
              {t('idle.signIn')}
            </SignInLink>
          ) : (
            <Button key="stay" onClick={() => void stay()}>
              {t('idle.stay')}
            </Button>
          ),
        ]}
      >
        <p>
          {t(near.isForGood ? 'idle.forGood' : 'idle.text')} <span aria-hidden>{t('idle.left', { count: seconds })}</span>
        </p>
      </Notice>
    </div>
  );
}
