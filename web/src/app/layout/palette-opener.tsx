import { IconSearch } from '@tabler/icons-react';
import { type ComponentProps, type ComponentType, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Viewer } from '../../features/viewer/use-viewer.ts';
import { loadMessages } from '../../lib/i18n.ts';
import type { MenuGroup } from '../navigation.ts';
import type { Palette as PaletteComponent } from '../palette/palette.tsx';
import classes from './palette-opener.module.css';

type PaletteProps = ComponentProps<typeof PaletteComponent>;

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

type Props = { viewer: Viewer | null; menu: readonly MenuGroup[] };

/** The way to the search, by a click or by Ctrl+K (⌘K). The search itself is fetched when it is first wanted, and waits for who is looking. */
export function PaletteOpener({ viewer, menu }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [Palette, setPalette] = useState<ComponentType<PaletteProps> | null>(null);

  useEffect(() => {
    const openByKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || event.ctrlKey === event.metaKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', openByKey);
    return () => document.removeEventListener('keydown', openByKey);
  }, []);
  useEffect(() => {
    if (!isOpen || Palette) return;
    Promise.all([import('../palette/palette.tsx'), loadMessages('search', 'terms')]).then(
      ([{ Palette }]) => setPalette(() => Palette),
      () => setOpen(false),
    );
  }, [isOpen, Palette]);

  return (
    <>
      <button
        type="button"
        className={classes.opener}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
      >
        <IconSearch size="1.2rem" stroke={1.6} aria-hidden />
        <span className={classes.words}>{t('search')}</span>
        <kbd className={classes.keys} aria-hidden>
          {isApple ? '⌘ K' : 'Ctrl K'}
        </kbd>
      </button>
      {isOpen && Palette && viewer && <Palette viewer={viewer} menu={menu} onClose={() => setOpen(false)} />}
    </>
  );
}
