import { ActionIcon } from '@mantine/core';
import { IconMenu2, IconX } from '@tabler/icons-react';
import { type MouseEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Viewer } from '../../features/viewer/use-viewer.ts';
import type { MenuGroup } from '../navigation.ts';
import { Brand } from './brand.tsx';
import { MainMenu } from './main-menu.tsx';
import classes from './menu-drawer.module.css';

type Props = { menu: readonly MenuGroup[]; viewer: Viewer | null; pathname: string };

/** The main menu where the screen is narrow: a native dialog, which keeps the focus inside and gives it back. */
export function MenuDrawer({ menu, viewer, pathname }: Props) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);

  /** A click beside the panel, or on a link in it. */
  const closeOnChoice = (event: MouseEvent<HTMLDialogElement>) => {
    const target = event.target as Element;
    if (target === event.currentTarget || target.closest('a')) event.currentTarget.close();
  };

  return (
    <div className={classes.drawer}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('menu.open')}
        aria-haspopup="dialog"
        onClick={() => dialog.current?.showModal()}
      >
        <IconMenu2 size="1.35rem" aria-hidden />
      </ActionIcon>
      <dialog
        ref={dialog}
        className={classes.dialog}
        aria-label={t('menu.main')}
        onClick={closeOnChoice}
        onKeyDown={event => event.key === 'Escape' && event.currentTarget.close()}
      >
        <div className={classes.panel}>
          <div className={classes.top}>
            <Brand />
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('menu.close')} onClick={() => dialog.current?.close()}>
              <IconX size="1.35rem" aria-hidden />
            </ActionIcon>
          </div>
          <nav aria-label={t('menu.main')}>
            <MainMenu menu={menu} viewer={viewer} pathname={pathname} />
          </nav>
        </div>
      </dialog>
    </div>
  );
}
