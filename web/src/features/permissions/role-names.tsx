import { roles as order } from '@vlsc/shared/role.ts';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../gql/operations.ts';
import { useLocale } from '../../lib/i18n.ts';
import { listed } from '../../lib/names.ts';

/** Roles in the order in which people read them, each once. */
export function RoleNames({ roles }: { roles: readonly Role[] }) {
  const { t } = useTranslation('terms');
  const names = order.filter(role => roles.includes(role)).map(role => t(`role.${role}`));
  return listed(names, useLocale());
}
