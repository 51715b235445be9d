import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { SinglyAdministeredFragment } from '../../gql/operations.ts';
import entries from '../../ui/entry-list.module.css';
import { TextLink } from '../../ui/text-link.tsx';
import { LicenseLink } from '../licenses/license-columns.tsx';

/** Licenses with a single administrator, each with the one step to a second one. */
export function SinglyAdministered({ licenses: { edges, totalCount } }: { licenses: SinglyAdministeredFragment }) {
  const { t } = useTranslation('lists');
  const more = totalCount - edges.length;
  return (
    <>
      <p className={entries.muted}>{t('single.text')}</p>
      <ul className={entries.list}>
        {edges.map(({ node: { id, licensingId, organization } }) => (
          <li key={id}>
            <span className={entries.row}>
              <LicenseLink licensingId={licensingId} />
              <TextLink
                to={paths.addUser as string}
                search={{ licenses: licensingId, roles: 'ADMINISTRATOR' }}
                aria-label={t('single.addTo', { licensingId })}
              >
                {t('single.add')}
              </TextLink>
            </span>
            <span className={entries.muted}>{organization.name}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={entries.muted}>{t('others', { count: more })}</p>}
    </>
  );
}
