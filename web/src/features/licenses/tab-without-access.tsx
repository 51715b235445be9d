import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Program, Role } from '../../gql/operations.ts';
import { EmptyState } from '../../ui/state.tsx';
import { RequestLink } from '../access-requests/request-link.tsx';
import { RoleNames } from '../permissions/role-names.tsx';

type Props = { licensingId: string; program: Program; needs: Role };

/** A part of a license that the person's roles do not open, and the role that would. */
export function TabWithoutAccess({ licensingId, program, needs }: Props) {
  const { t } = useTranslation('licenses');
  return (
    <EmptyState icon={IconLock} title={t('noTab.title')} action={<RequestLink program={program} licensingId={licensingId} />}>
      <p>{t('noTab.text')}</p>
      <p>
        {t('noTab.role')} <RoleNames roles={[needs]} />
      </p>
    </EmptyState>
  );
}
