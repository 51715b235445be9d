import { paths } from '@vlsc/shared/paths.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink, OutsideButtonLink } from '../../ui/button-link.tsx';
import { Toast } from '../../ui/toast.tsx';
import { forgetExport, useLeftExports } from './export-watch.ts';
import { isOver, useExport } from './use-export.ts';

/** Tells people, wherever they are by then, that an export which they did not wait for is ready. */
export const ExportNotices = () => useLeftExports().map(id => <LeftExport key={id} id={id} />);

function LeftExport({ id }: { id: string }) {
  const { t } = useTranslation(['exports', 'lists']);
  const made = useExport(id);
  const isGone = made === null || made?.state === 'CANCELED';
  useEffect(() => {
    if (isGone) forgetExport(id);
  }, [id, isGone]);
  if (!made || isGone || !isOver(made)) return null;
  const forget = () => forgetExport(id);
  const all = (
    <ButtonLink key="all" to={paths.exports} variant="default" onClick={forget}>
      {t('notice.all')}
    </ButtonLink>
  );
  if (!made.downloadPath) {
    return (
      <Toast tone="warning" title={t('lists:export.failed')} actions={[all]} onClose={forget} isUnasked>
        <p>{t(`lists:export.failure.${made.failure ?? 'INTERNAL'}`)}</p>
      </Toast>
    );
  }
  const download = (
    <OutsideButtonLink key="download" href={made.downloadPath} download={made.fileName} onClick={forget}>
      {t('download')}
    </OutsideButtonLink>
  );
  return (
    <Toast tone="success" title={t('notice.ready')} actions={[download, all]} onClose={forget} isUnasked>
      <p>
        {made.fileName} ({t('rows', { count: made.rowCount })})
      </p>
    </Toast>
  );
}
