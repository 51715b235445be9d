import { useTranslation } from 'react-i18next';
import type { AccessRequestFieldsFragment } from '../../gql/operations.ts';
import { DataList } from '../../ui/data-list.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { RoleNames } from '../permissions/role-names.tsx';
import classes from './request.module.css';

type Props = { request: AccessRequestFieldsFragment; showsRequester?: boolean };

/** What was asked for; to those who decide, also by whom. */
export function RequestFacts({ request, showsRequester = false }: Props) {
  const { t } = useTranslation(['requests', 'terms']);
  const { licensingId, program, license, roles, comment, requestedAt, requester } = request;
  const who = [
    { label: t('facts.requester'), value: <strong>{requester.displayName}</strong> },
    {
      label: t('facts.addresses'),
      value: requester.businessEmails.length === 0 ? t('facts.noAddresses') : <Lines lines={requester.businessEmails} />,
    },
  ];
  return (
    <DataList
      items={[
        ...(showsRequester ? who : []),
        {
          label: t(program === 'OPEN_LICENSE' ? 'terms:licenseFields.licenseNumber' : 'terms:licenseFields.licensingId'),
          value: <strong>{licensingId}</strong>,
        },
        { label: t('terms:licenseFields.program'), value: t(`terms:program.${program}`) },
        ...(license ? [{ label: t('facts.organization'), value: license.organization.name }] : []),
        { label: t('column.roles'), value: <RoleNames roles={roles} /> },
        { label: t('column.requestedAt'), value: <TimeText value={requestedAt} relative /> },
        { label: t('facts.comment'), value: comment ? <p className={classes.comment}>{comment}</p> : t('facts.noComment') },
      ]}
    />
  );
}

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <ul className={classes.lines}>
    {lines.map(line => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);
