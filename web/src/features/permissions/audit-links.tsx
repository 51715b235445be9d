import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { AuditEventFieldsFragment, HistoryEventRowFragment } from '../../gql/operations.ts';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './permissions.module.css';

type Event = HistoryEventRowFragment & Partial<Omit<AuditEventFieldsFragment, 'license'>>;

/** Where staff go on from an event: to the people, the case or the request, and the request to the API that the log has. */
export function AuditLinks({ event: { person, actor, subject, number, recordedAs, requestId, action } }: { event: Event }) {
  const { t } = useTranslation('licenses');
  const people = [...new Map([person, actor].flatMap(each => (each ? [[each.id, each] as const] : []))).values()];
  return (
    <p className={classes.auditLinks}>
      {people.map(({ id, displayName }) => (
        <TextLink key={id} to={paths.operationsUser(id)}>
          {displayName}
        </TextLink>
      ))}
      {number &&
        (subject?.__typename === 'SupportCase' ? (
          <TextLink to={paths.operationsCase(subject.id)}>{number}</TextLink>
        ) : (
          <TextLink to={paths.operationsRequests} search={{ q: number } as never}>
            {number}
          </TextLink>
        ))}
      {action === 'OTHER' && <code>{recordedAs}</code>}
      {requestId && (
        <span>
          {t('history.request')}: <code>{requestId}</code>
        </span>
      )}
    </p>
  );
}
