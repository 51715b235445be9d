import { ActionIcon, Button } from '@mantine/core';
import { IconBookmark, IconPlus, IconTrash } from '@tabler/icons-react';
import { mostSavedViews } from '@vlsc/shared/limits.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedViewFieldsFragment as View } from '../../gql/operations.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Toast } from '../../ui/toast.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { SaveViewDialog } from './save-view-dialog.tsx';
import classes from './saved-views.module.css';
import { useSavedViews } from './use-saved-views.ts';

type Props = {
  viewerId: string;
  views: readonly View[];
  /** What follows the question mark in the address now. */
  search: string;
  onChoose: (search: string) => void;
};

type Outcome = { kind: 'saved'; name: string } | { kind: 'deleted'; view: View };

/** The person's own views of a page: chosen by name, saved under one, deleted with a way back. */
export function SavedViews({ viewerId, views, search, onChoose }: Props) {
  const { t } = useTranslation(['views', 'ui']);
  const { save, remove, isPending } = useSavedViews(viewerId);
  const [isNaming, setNaming] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const attempt = async (act: () => Promise<Outcome | null>) => {
    if (isPending) return;
    setFailure(null);
    try {
      setOutcome(await act());
    } catch (error) {
      setFailure(error);
    }
  };
  const current = views.find(view => view.search === search);
  return (
    <>
      <Disclosure
        label={current ? t('ofName', { name: current.name }) : t('label')}
        button={
          <span className={classes.opener}>
            <IconBookmark size="1.1rem" stroke={1.6} aria-hidden />
            {current?.name ?? t('label')}
          </span>
        }
      >
        {close => (
          <>
            {views.length === 0 && <p className={classes.none}>{t('none')}</p>}
            <ul className={classes.views} aria-label={t('label')}>
              {views.map(view => (
                <li key={view.id} className={classes.view}>
                  <button
                    type="button"
                    className={classes.name}
                    aria-current={view === current || undefined}
                    onClick={() => {
                      close();
                      onChoose(view.search);
                    }}
                  >
                    {view.name}
                  </button>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('delete', { name: view.name })}
                    onClick={() => {
                      close();
                      void attempt(async () => {
                        await remove(view);
                        return { kind: 'deleted', view };
                      });
                    }}
                  >
                    <IconTrash size="1.1rem" stroke={1.6} aria-hidden />
                  </ActionIcon>
                </li>
              ))}
            </ul>
            {views.length >= mostSavedViews ? (
              <p className={classes.none}>{t('full', { most: mostSavedViews })}</p>
            ) : (
              <Button
                variant="subtle"
                fullWidth
                justify="start"
                leftSection={<IconPlus size="1.1rem" stroke={1.6} aria-hidden />}
                onClick={() => {
                  close();
                  setNaming(true);
                }}
              >
                {t('save')}
              </Button>
            )}
          </>
        )}
      </Disclosure>
      <SaveViewDialog
        isOpen={isNaming}
        suggested={current?.name ?? ''}
        isPending={isPending}
        onSave={(name, replace) => save(name, search, replace)}
        onSaved={name => {
          setNaming(false);
          setOutcome({ kind: 'saved', name });
        }}
        onClose={() => setNaming(false)}
      />
      {failure !== null && <ActFailure error={failure} />}
      {outcome && (
        <div className={classes.outcome}>
          <Toast
            key={`${outcome.kind} ${outcome.kind === 'saved' ? outcome.name : outcome.view.id}`}
            tone="success"
            title={outcome.kind === 'saved' ? t('saved', { name: outcome.name }) : t('deleted', { name: outcome.view.name })}
            actions={
              outcome.kind === 'deleted'
                ? [
                    <Button
                      key="undo"
                      aria-disabled={isPending}
                      onClick={() =>
                        void attempt(async () => {
                          await save(outcome.view.name, outcome.view.search);
                          return { kind: 'saved', name: outcome.view.name };
                        })
                      }
                    >
                      {t('undo')}
                    </Button>,
                  ]
                : []
            }
            onClose={() => setOutcome(null)}
          />
        </div>
      )}
    </>
  );
}
