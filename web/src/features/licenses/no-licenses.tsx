import { Button } from '@mantine/core';
import { IconCertificate, IconFilterOff } from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/button-link.tsx';
import { EmptyState } from '../../ui/state.tsx';

type Props = {
  title: string;
  text: string;
  /** Set while filters narrow the list. */
  onClear?: () => void;
  /** Whether there are licenses at all, only nothing of this kind on them. */
  hasLicenses?: boolean;
};

/** A list of licenses with nothing in it: the filters are to blame, or the person holds no such role yet. */
export function NoLicenses({ title, text, onClear, hasLicenses = false }: Props) {
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
          {hasLicenses ? (
            <ButtonLink to={paths.relationshipSummary}>{t('missing.toLicenses')}</ButtonLink>
          ) : (
            <ButtonLink to={paths.diagnosis}>{t('toDiagnosis')}</ButtonLink>
          )}
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
