import { ToolbarButton, useGraphiQL } from '@graphiql/react';
import { IconCheck, IconLink } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from './share.ts';

const shownFor = 3_000;

/** Puts the operation and its variables into the address and onto the clipboard. */
export function ShareButton() {
  const { t } = useTranslation('graphiql');
  const query = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.query ?? '');
  const variables = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.variables ?? '');
  const [isShared, setShared] = useState(false);
  useEffect(() => {
    if (!isShared) return;
    const timer = setTimeout(() => setShared(false), shownFor);
    return () => clearTimeout(timer);
  }, [isShared]);
  const share = () => {
    history.replaceState(null, '', addressOf({ query, variables }));
    // where the clipboard is refused, the address itself is there to be copied
    navigator.clipboard?.writeText(location.href).then(
      () => setShared(true),
      () => undefined,
    );
  };
  return (
    <ToolbarButton label={isShared ? t('shared') : t('share')} onClick={share}>
      {isShared ? <IconCheck aria-hidden="true" /> : <IconLink aria-hidden="true" />}
    </ToolbarButton>
  );
}
