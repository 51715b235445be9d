import { IconUsers } from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/button-link.tsx';
import { EmptyState } from '../../ui/state.tsx';

/** For those who follow a link to what only administrators have. */
export function AdministersNothing() {
  const { t } = useTranslation('users');
  return (
    <EmptyState
      icon={IconUsers}
      title={t('notAdministrator.title')}
      action={
        <ButtonLink to={paths.requestPermissions} search={{ roles: 'ADMINISTRATOR' }}>
          {t('notAdministrator.action')}
        </ButtonLink>
      }
    >
      <p>{t('notAdministrator.text')}</p>
    </EmptyState>
  );
}
