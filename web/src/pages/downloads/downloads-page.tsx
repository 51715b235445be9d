import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { RevealKeyDialog } from '../../features/licenses/reveal-key-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import classes from './downloads-page.module.css';
import { fileFilter, keyFilter, useDownloadsSearch } from './downloads-search.ts';
import { FilesByLicense } from './files-by-license.tsx';
import { FilesByProduct } from './files-by-product.tsx';
import { KeysByLicense } from './keys-by-license.tsx';
import { KeysByProduct } from './keys-by-product.tsx';

/** Files and product keys of all licenses on which the person may have them: by product, or by license. */
export function DownloadsPage() {
  const { t } = useTranslation(['content', 'shell']);
  const { search, change } = useDownloadsSearch();
  const { show, by, link, reveal } = search;
  return (
    <div className={layout.page}>
      <PageHeader
        title={t('shell:menu.downloadsAndKeys')}
        description={<p>{t('page.description')}</p>}
        actions={
          show === 'keys' ? (
            <ExportButton key="keys" list="PRODUCT_KEYS" productKeyFilter={keyFilter(search)} />
          ) : (
            // by license, the search is for licenses, which a list of files does not know
            !(by && search.q) && <ExportButton key="files" list="DOWNLOADS" downloadFilter={fileFilter(search)} />
          )
        }
      />
      {link && (
        <Notice tone="warning" title={t(`link.${link}.title`)}>
          <p>{t(`link.${link}.text`)}</p>
        </Notice>
      )}
      <div className={classes.views}>
        <SegmentedControl
          aria-label={t('page.show')}
          value={show ?? 'files'}
          onChange={chosen =>
            change({ show: chosen === 'keys' ? 'keys' : undefined, kind: undefined, language: undefined, architecture: undefined })
          }
          data={[
            { value: 'files', label: t('page.files') },
            { value: 'keys', label: t('page.keys') },
          ]}
        />
        <SegmentedControl
          aria-label={t('page.by')}
          value={by ?? 'product'}
          onChange={chosen =>
            change({ by: chosen === 'license' ? 'license' : undefined, kind: undefined, language: undefined, architecture: undefined })
          }
          data={[
            { value: 'product', label: t('page.byProduct') },
            { value: 'license', label: t('page.byLicense') },
          ]}
        />
      </div>
      {show === 'keys' ? (
        by === 'license' ? (
          <KeysByLicense />
        ) : (
          <KeysByProduct />
        )
      ) : by === 'license' ? (
        <FilesByLicense />
      ) : (
        <FilesByProduct />
      )}
      <RevealKeyDialog id={reveal} onClose={() => change({ reveal: undefined })} />
    </div>
  );
}
