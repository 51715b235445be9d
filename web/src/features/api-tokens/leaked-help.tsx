import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { ApiTokenFieldsFragment } from '../../gql/operations.ts';
import { Panel } from '../../ui/panel.tsx';
import { OutsideLink, TextLink } from '../../ui/text-link.tsx';
import classes from './api-tokens.module.css';

type Props = { token: Pick<ApiTokenFieldsFragment, 'state' | 'start'>; usesId: string };

/** What to do, in this order, when somebody else may have a token. */
export function LeakedHelp({ token: { state, start }, usesId }: Props) {
  const { t } = useTranslation('tokens');
  return (
    <Panel title={t('leaked.title')} tone="sunken">
      <ol className={classes.steps}>
        <li>{t(state === 'ACTIVE' ? 'leaked.revoke' : 'leaked.revoked')}</li>
        <li>
          {t('leaked.look')} <OutsideLink href={`#${usesId}`}>{t('leaked.lookLink')}</OutsideLink>
        </li>
        <li>
          {t('leaked.tell', { start: `${start}…` })}{' '}
          <TextLink to={paths.newSupportCase} search={{ kind: 'OTHER' }}>
            {t('leaked.tellLink')}
          </TextLink>
        </li>
        <li>
          {t('leaked.again')} <TextLink to={paths.newApiToken}>{t('create')}</TextLink>
        </li>
      </ol>
    </Panel>
  );
}
