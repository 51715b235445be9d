import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { EndingRowFragment } from '../../gql/operations.ts';
import { useLocale } from '../../lib/i18n.ts';
import { listed } from '../../lib/names.ts';
import { TextLink } from '../../ui/text-link.tsx';
import { RoleNames } from '../permissions/role-names.tsx';
import { useBenefitName } from './benefit-name.ts';
import classes from './ending-list.module.css';

/** What ends, as a link to where it is looked after, and what there is to say of it. */
export function EndingSubject({ ending }: { ending: EndingRowFragment }) {
  const { t } = useTranslation('terms');
  const { agreement, license, kind } = ending;
  const owner = license ?? agreement;
  if (!owner) return null;
  return (
    <>
      {license ? (
        <TextLink to={kind === 'BENEFIT' ? `${paths.license(license.licensingId)}/benefits` : paths.license(license.licensingId)}>
          {license.licensingId}
        </TextLink>
      ) : (
        <TextLink to={paths.relationshipSummary} search={{ agreement: agreement?.number }}>
          {agreement?.number}
        </TextLink>
      )}{' '}
      <Detail ending={ending} />
      <span className={classes.owner}>{`${owner.organization.name} (${t(`program.${owner.program}`)})`}</span>
    </>
  );
}

function Detail({ ending: { kind, quantity, productFamilies, benefit, roles, isOwn, user } }: { ending: EndingRowFragment }) {
  const { t } = useTranslation('endings');
  const locale = useLocale();
  const nameOf = useBenefitName();
  if (kind === 'SOFTWARE_ASSURANCE') {
    return listed([t('list.quantity', { count: quantity ?? 0 }), ...productFamilies], locale);
  }
  if (kind === 'BENEFIT') return listed([nameOf(benefit ?? ''), t('list.unused', { count: quantity ?? 0 })], locale);
  if (kind !== 'DELEGATION') return null;
  return (
    <>
      {isOwn ? t('list.own') : t('list.others', { name: user?.displayName })} <RoleNames roles={roles} />
    </>
  );
}
