import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './home-page.module.css';
import type { HomeViewer } from './home-page.tsx';

/** Reminds a contact of an MBSA of the choice that is still open. */
export function TakeoverNotice({ options }: { options: HomeViewer['takeoverOptions'] }) {
  const { t } = useTranslation('home');
  const open = options.filter(({ choice }) => choice === null);
  if (open.length === 0) return null;
  return (
    <div className={classes.wide}>
      <Notice
        title={t('takeover.title')}
        actions={[
          <ButtonLink key="takeover" to={paths.takeover}>
            {t('takeover.action')}
          </ButtonLink>,
        ]}
      >
        {open.map(({ id, agreementNumber, organization }) => (
          <p key={id}>{t('takeover.text', { number: agreementNumber, name: organization.name })}</p>
        ))}
      </Notice>
    </div>
  );
}
