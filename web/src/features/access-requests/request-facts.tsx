import { useTranslation } from 'react-i18next';
import type { AccessRequestFieldsFragment } from '../../gql/operations.ts';
import { DataList } from '../../ui/data-list.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { RoleNames } from '../permissions/role-names.tsx';
import classes from './request.module.css';

/** What was asked for. */
export function RequestFacts({ request }: { request: AccessRequestFieldsFragment }) {
  const { t } = useTranslation(['requests', 'terms']);
  const { licensingId, program, license, roles, comment, requestedAt } = request;
  return (
    <DataList
      items={[
        { label: t(program === 'OPEN_LICENSE' ? 'form.licenseNumber' : 'form.licensingId'), value: <strong>{licensingId}</strong> },
        { label: t('form.program'), value: t(`terms:program.${program}`) },
        ...(license ? [{ label: t('facts.organization'), value: license.organization.name }] : []),
        { label: t('column.roles'), value: <RoleNames roles={roles} /> },
        { label: t('column.requestedAt'), value: <TimeText value={requestedAt} relative /> },
        { label: t('facts.comment'), value: comment ? <p className={classes.comment}>{comment}</p> : t('facts.noComment') },
      ]}
    />
  );
}
