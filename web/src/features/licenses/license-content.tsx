import { IconChevronRight } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AgreementStatus } from '../agreements/agreement-status.tsx';
import type { LicenseWithContent } from './content-filter.ts';
import { DownloadFiles } from './download-files.tsx';
import { LicenseLink } from './license-columns.tsx';
import classes from './license-content.module.css';
import { ProductKeys } from './product-keys.tsx';

/** The keys and files of one license; a part that the person's roles do not open is said to be so. */
export function LicenseContent({ license, isOpen }: { license: LicenseWithContent; isOpen: boolean }) {
  const { t } = useTranslation(['licenses', 'terms']);
  const [isShown, setShown] = useState(isOpen);
  useEffect(() => setShown(isOpen), [isOpen]);
  const { licensingId, program, status, organization, productKeys, downloads } = license;
  return (
    <details className={classes.license} open={isShown} onToggle={event => setShown(event.currentTarget.open)}>
      <summary className={classes.summary}>
        <IconChevronRight className={classes.chevron} size="1.1rem" stroke={1.8} aria-hidden />
        <h2 className={classes.name}>{licensingId}</h2>
        <span>
          {t(`terms:program.${program}`)} · {organization.name}
        </span>
        <AgreementStatus status={status} />
        <span className={classes.count}>{t('content.counts', { keys: productKeys?.length ?? 0, files: downloads?.length ?? 0 })}</span>
      </summary>
      {isShown && (
        <div className={classes.parts}>
          <p>
            <LicenseLink licensingId={licensingId} label={t('content.toLicense', { licensingId })} />
          </p>
          <h3>{t('tabs.keys')}</h3>
          {productKeys === null ? (
            <p className={classes.count}>{t('content.noKeyRole')}</p>
          ) : productKeys.length === 0 ? (
            <p className={classes.count}>{t('keys.none.title')}</p>
          ) : (
            <ProductKeys caption={t('keys.caption', { licensingId })} keys={productKeys} />
          )}
          <h3>{t('tabs.downloads')}</h3>
          {downloads === null ? (
            <p className={classes.count}>{t('content.noDownloadRole')}</p>
          ) : downloads.length === 0 ? (
            <p className={classes.count}>{t('files.none.title')}</p>
          ) : (
            <DownloadFiles caption={t('files.caption', { licensingId })} files={downloads} />
          )}
        </div>
      )}
    </details>
  );
}
