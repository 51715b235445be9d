import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Messages } from '../../locales/registry.ts';

type Props = { tab: keyof Messages['licenses']['tabs']; licensingId: string };

/** Names the tab, in the page and in the browser's own tab. */
export function TabHeading({ tab, licensingId }: Props) {
  const { t } = useTranslation('licenses');
  const title = t(`tabs.${tab}`);
  useEffect(() => {
    document.title = `${title} - ${licensingId} | VLSC`;
  }, [title, licensingId]);
  return <h2>{title}</h2>;
}
