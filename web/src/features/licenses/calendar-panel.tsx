import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type CalendarFeedFieldsFragment,
  type EndingKind,
  useCreateCalendarFeedMutation,
  useDeleteCalendarFeedMutation,
} from '../../gql/operations.ts';
import { useLocale } from '../../lib/i18n.ts';
import { listed } from '../../lib/names.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DataList } from '../../ui/data-list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { CalendarAddress } from './calendar-address.tsx';
import { CalendarForm } from './calendar-form.tsx';
import classes from './calendar-panel.module.css';

/** The private calendar of what ends: its address is shown when it is made, and can be replaced and deleted afterwards. */
export function CalendarPanel({ feed }: { feed: CalendarFeedFieldsFragment | null }) {
  const { t } = useTranslation('endings');
  const [url, setUrl] = useState<string | null>(null);
  const [asks, setAsks] = useState<'replace' | 'delete' | null>(null);
  const [isDeleted, setDeleted] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [create, creating] = useCreateCalendarFeedMutation();
  const [remove, removing] = useDeleteCalendarFeedMutation();
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that led here is gone.
    if (url || isDeleted) answer.current?.focus();
  }, [url, isDeleted]);

  const act = async (work: () => Promise<void>) => {
    setFailure(null);
    setDeleted(false);
    setUrl(null);
    await work().catch(setFailure);
    setAsks(null);
  };
  const make = (kinds: readonly EndingKind[]) =>
    act(async () => setUrl((await create({ variables: { input: { kinds: [...kinds] } } })).data?.createCalendarFeed.url ?? null));
  const end = () =>
    act(async () => {
      await remove();
      setDeleted(true);
    });

  return (
    <div className={classes.panel}>
      <Panel title={t('calendar.title')}>
        <p>{t('calendar.text')}</p>
        {failure !== null && <ActFailure error={failure} />}
        <div ref={answer} tabIndex={-1} className={classes.answer}>
          {url && <CalendarAddress url={url} />}
          {isDeleted && <Notice tone="success" live="polite" title={t('calendar.deleted')} />}
        </div>
        {feed ? (
          <>
            <Facts feed={feed} />
            <div className={classes.actions}>
              <Button variant="default" onClick={() => setAsks('replace')}>
                {t('calendar.replace')}
              </Button>
              <Button variant="default" onClick={() => setAsks('delete')}>
                {t('calendar.delete')}
              </Button>
            </div>
            <ConfirmDialog
              isOpen={asks === 'replace'}
              title={t('calendar.replace')}
              confirmLabel={t('calendar.replace')}
              isPending={creating.loading}
              onConfirm={() => void make(feed.kinds)}
              onClose={() => setAsks(null)}
            >
              <p>{t('calendar.replaceText')}</p>
            </ConfirmDialog>
            <ConfirmDialog
              isOpen={asks === 'delete'}
              title={t('calendar.delete')}
              confirmLabel={t('calendar.delete')}
              tone="danger"
              isPending={removing.loading}
              onConfirm={() => void end()}
              onClose={() => setAsks(null)}
            >
              <p>{t('calendar.deleteText')}</p>
            </ConfirmDialog>
          </>
        ) : (
          <CalendarForm isPending={creating.loading} onSubmit={make} />
        )}
      </Panel>
    </div>
  );
}

function Facts({ feed }: { feed: CalendarFeedFieldsFragment }) {
  const { t } = useTranslation('endings');
  const locale = useLocale();
  const kinds = feed.kinds.map(kind => t(`kind.${kind}`));
  return (
    <DataList
      items={[
        { label: t('calendar.kinds'), value: listed(kinds, locale) },
        { label: t('calendar.createdAt'), value: <TimeText value={feed.createdAt} /> },
        {
          label: t('calendar.lastReadAt'),
          value: feed.lastReadAt ? <TimeText value={feed.lastReadAt} relative /> : t('calendar.neverRead'),
        },
      ]}
    />
  );
}
