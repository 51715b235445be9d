import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DownloadRowFragment, useCreateDownloadLinkMutation } from '../../gql/operations.ts';
import { readServerError } from '../../lib/server-error.ts';
import classes from './content.module.css';

type Props = { file: DownloadRowFragment; licensingId: string | undefined; onCommandLine: () => void };

/** Fetches a file: the link is made on the click, since it works for a while only, and the browser saves what it leads to. */
export function FileActs({ file: { id, fileName }, licensingId, onCommandLine }: Props) {
  const { t } = useTranslation(['content', 'problems']);
  const [said, setSaid] = useState<string | null>(null);
  const [createLink, { loading }] = useCreateDownloadLinkMutation({ fetchPolicy: 'no-cache' });
  const fetchFile = async () => {
    if (loading) return;
    setSaid(null);
    try {
      const link = (await createLink({ variables: { input: { id, licensingId } } })).data?.createDownloadLink;
      if (!link) return;
      location.assign(link.url);
      setSaid(t('files.started', { licensingId: link.licensingId }));
    } catch (error) {
      const { code, message } = readServerError(error);
      setSaid(code === 'NOT_FOUND' ? t('files.gone') : (message ?? t('problems:noAnswer')));
    }
  };
  return (
    <div className={classes.acts}>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconDownload size="1rem" aria-hidden />}
        aria-label={t('files.downloadOf', { fileName })}
        aria-disabled={loading}
        onClick={() => void fetchFile()}
      >
        {t('files.download')}
      </Button>
      <Button variant="default" size="compact-sm" aria-label={t('files.commandLineOf', { fileName })} onClick={onCommandLine}>
        {t('files.commandLine')}
      </Button>
      <span role="status" className={classes.sub}>
        {said}
      </span>
    </div>
  );
}
