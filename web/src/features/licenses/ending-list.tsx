import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { EndingRowFragment } from '../../gql/operations.ts';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { DaysLeft } from './days-left.tsx';
import { EndingKindName } from './ending-kind.tsx';
import classes from './ending-list.module.css';
import { EndingSubject } from './ending-subject.tsx';

export type EndingEdge = { readonly cursor: string; readonly node: EndingRowFragment };

/** What ends, one below the other: when, what, and what can be done about it. */
export const EndingList = ({ endings }: { endings: readonly EndingEdge[] }) => (
  <ul className={classes.list}>
    {endings.map(({ cursor, node }) => (
      <li key={cursor}>
        <div className={classes.when}>
          <TimeText value={node.endsOn} style="date" />
          <DaysLeft endsOn={node.endsOn} />
        </div>
        <EndingKindName kind={node.kind} />
        <div className={classes.what}>
          <EndingSubject ending={node} />
          <NextStep ending={node} />
        </div>
      </li>
    ))}
  </ul>
);

/** Roles that end can be asked for again, or be given for longer. */
function NextStep({ ending: { kind, isOwn, roles, license, managedUserId, user } }: { ending: EndingRowFragment }) {
  const { t } = useTranslation('endings');
  if (kind !== 'DELEGATION' || !license) return null;
  return (
    <p className={classes.next}>
      {isOwn ? (
        <TextLink
          to={paths.requestPermissions as string}
          search={{ program: license.program, licensingId: license.licensingId, roles: roles.join(',') }}
        >
          {t('list.renew')}
        </TextLink>
      ) : (
        <TextLink to={paths.managedUser(managedUserId ?? '')} aria-label={t('list.extend', { name: user?.displayName })}>
          {t('list.extendShort')}
        </TextLink>
      )}
    </p>
  );
}
