import { IconInbox } from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/button-link.tsx';
import { EmptyState } from '../../ui/state.tsx';

/** Why the list of requests is empty. */
export function NoRequests({ which }: { which: 'none' | 'noneDecided' | 'notAdministrator' }) {
  const { t } = useTranslation(['requests', 'shell']);
  return (
    <EmptyState
      icon={IconInbox}
      title={t(`decide.${which}.title`)}
      action={
        which === 'notAdministrator' ? (
          <ButtonLink to={paths.requestPermissions} search={{ roles: 'ADMINISTRATOR' }}>
            {t('decide.notAdministrator.action')}
          </ButtonLink>
        ) : (
          <ButtonLink to={paths.home} variant="default">
            {t('shell:menu.home')}
          </ButtonLink>
        )
      }
    >
      <p>{t(`decide.${which}.text`)}</p>
    </EmptyState>
  );
}
