import { IconSearch } from '@tabler/icons-react';
import { type ComponentProps, type ComponentType, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadMessages } from '../../lib/i18n.ts';
import type { Palette as PaletteComponent } from '../palette/palette.tsx';
import classes from './palette-opener.module.css';

type PaletteProps = ComponentProps<typeof PaletteComponent>;

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** The way to the search, by a click or by Ctrl+K (⌘K); the search itself is fetched when it is first wanted. */
export function PaletteOpener(props: Omit<PaletteProps, 'onClose'>) {
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
        aria-label={t('search')}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
      >
        <IconSearch size="1.2rem" stroke={1.6} aria-hidden />
        <span className={classes.words} aria-hidden>
          {t('search')}
          <kbd className={classes.keys}>{isApple ? '⌘ K' : 'Ctrl K'}</kbd>
        </span>
      </button>
      {isOpen && Palette && <Palette {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
