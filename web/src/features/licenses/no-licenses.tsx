import { Button } from '@mantine/core';
import { IconCertificate, IconFilterOff } from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/button-link.tsx';
import { EmptyState } from '../../ui/state.tsx';

/** A list of licenses with nothing in it: the filters are to blame, or the person holds no such role yet. */
export function NoLicenses({ title, text, onClear }: { title: string; text: string; onClear?: () => void }) {
  const { t } = useTranslation(['licenses', 'lists']);
  if (onClear) {
    return (
      <EmptyState icon={IconFilterOff} title={t('lists:noMatch.title')} action={<Button onClick={onClear}>{t('lists:clear')}</Button>}>
        <p>{t('lists:noMatch.text')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconCertificate}
      title={title}
      action={
        <>
          <ButtonLink to={paths.diagnosis}>{t('toDiagnosis')}</ButtonLink>
          <ButtonLink to={paths.requestPermissions} variant="default">
            {t('toRequest')}
          </ButtonLink>
        </>
      }
    >
      <p>{text}</p>
    </EmptyState>
  );
}
