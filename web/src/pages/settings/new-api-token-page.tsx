import { paths } from '@vlsc/shared/paths.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TokenForm, type TokenMade } from '../../features/api-tokens/token-form.tsx';
import { TokenMadePanel } from '../../features/api-tokens/token-made.tsx';
import { useViewer } from '../../features/viewer/use-viewer.ts';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';

export function NewApiTokenPage() {
  const { t } = useTranslation('tokens');
  const { viewer } = useViewer();
  const [made, setMade] = useState<TokenMade | null>(null);
  return (
    <div className={layout.page}>
      <PageHeader
        title={t('form.title')}
        breadcrumbs={[{ label: t('title'), to: paths.apiTokens }]}
        description={!made && <p>{t('form.description')}</p>}
      />
      {made ? <TokenMadePanel made={made} /> : <TokenForm isStaff={viewer?.isStaff === true} onMade={setMade} />}
    </div>
  );
}
