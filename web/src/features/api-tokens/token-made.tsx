import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { focusOnShow } from '../../lib/focus.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { CopyButton, CopyTextButton } from '../../ui/copy-button.tsx';
import form from '../../ui/form.module.css';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import classes from './api-tokens.module.css';
import { readsLicenses } from './scopes.ts';
import type { TokenMade } from './token-form.tsx';
import { tryingCommand } from './trying-command.ts';

/** A token that has just been made, told this once. It is kept nowhere but in this part of the page, and only while that is shown. */
export function TokenMadePanel({ made: { secret, token } }: { made: TokenMade }) {
  const { t } = useTranslation('tokens');
  const command = tryingCommand(window.location.origin, secret, readsLicenses(token.scopes));
  return (
    <div className={classes.stack}>
      <div ref={focusOnShow} tabIndex={-1} className={classes.answer}>
        <Notice tone="success" live="polite" title={t('made.title', { name: token.name })}>
          <p>{t('made.once')}</p>
        </Notice>
      </div>
      <Panel title={t('made.secret')}>
        <p className={classes.secret}>
          <code>{secret}</code>
        </p>
        <div className={form.actions}>
          <CopyTextButton value={secret}>{t('made.copy')}</CopyTextButton>
        </div>
        <p className={form.hint}>{t('made.warning')}</p>
      </Panel>
      <Panel title={t('made.try')} action={<CopyButton value={command} label={t('made.copyCommand')} />}>
        <p>{t('made.tryText')}</p>
        <code className={classes.command}>{command}</code>
      </Panel>
      <div className={form.actions}>
        <ButtonLink to={paths.apiToken(token.id)} variant="default">
          {t('made.done')}
        </ButtonLink>
        <ButtonLink to={paths.apiTokens} variant="default">
          {t('made.list')}
        </ButtonLink>
      </div>
    </div>
  );
}
