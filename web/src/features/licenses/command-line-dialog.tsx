import { useEffect } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { type DownloadRowFragment, useCreateDownloadLinkMutation } from '../../gql/operations.ts';
import { commandLines } from '../../lib/command-line.ts';
import { readServerError } from '../../lib/server-error.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import form from '../../ui/form.module.css';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { QueryFailed } from '../problems/query-failed.tsx';
import classes from './content.module.css';

type Props = { file: DownloadRowFragment | null; licensingId: string | undefined; onClose: () => void };

/** Lines to fetch a file with where there is no browser. */
export function CommandLineDialog({ file, licensingId, onClose }: Props) {
  const { t } = useTranslation('content');
  return (
    <Dialog isOpen={file !== null} onClose={onClose} title={t('commandLine.title')} size="xl">
      {file && <CommandLines file={file} licensingId={licensingId} />}
    </Dialog>
  );
}

const shells = ['linux', 'mac', 'powerShell'] as const satisfies readonly (keyof typeof commandLines)[];

function CommandLines({ file, licensingId }: { file: DownloadRowFragment; licensingId: string | undefined }) {
  const { t } = useTranslation('content');
  const { id, fileName, sha256 } = file;
  const [createLink, { data, error }] = useCreateDownloadLinkMutation({ fetchPolicy: 'no-cache' });
  const make = () => void createLink({ variables: { input: { id, licensingId } } }).catch(() => undefined);
  // One link for each opening.
  useEffect(make, []);

  if (error)
    return readServerError(error).code === 'NOT_FOUND' ? (
      <p>{t('files.gone')}</p>
    ) : (
      <QueryFailed error={error} retry={make} headingLevel={3} />
    );
  if (!data) return <PageSkeleton lines={6} />;
  const { url, expiresAt, licensingId: entitling } = data.createDownloadLink;
  return (
    <div className={classes.stack}>
      <p>
        <strong>{fileName}</strong>
      </p>
      <p>
        <Trans
          t={t}
          i18nKey="commandLine.text"
          values={{ licensingId: entitling }}
          components={{ when: <TimeText value={expiresAt} relative /> }}
        />
      </p>
      <p className={form.hint}>{t('commandLine.secret')}</p>
      {shells.map(shell => {
        const line = commandLines[shell]({ url, fileName, sha256 });
        return (
          <section key={shell}>
            <div className={classes.acts}>
              <h3>{t(`commandLine.${shell}`)}</h3>
              <CopyButton value={line} label={t(`commandLine.${shell}`)} />
            </div>
            <code className={classes.command}>{line}</code>
          </section>
        );
      })}
    </div>
  );
}
