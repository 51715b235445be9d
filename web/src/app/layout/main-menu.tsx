import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Viewer } from '../../features/viewer/use-viewer.ts';
import hidden from '../../ui/visually-hidden.module.css';
import type { MenuEntry, MenuGroup } from '../navigation.ts';
import classes from './main-menu.module.css';

type Props = { menu: readonly MenuGroup[]; viewer: Viewer | null; pathname: string };

/** The entry whose address is the longest beginning of where we are: `/help/faq/3` is in the FAQ. */
function currentEntry(menu: readonly MenuGroup[], pathname: string): string | undefined {
  return menu
    .flatMap(group => ('entries' in group ? group.entries.map(({ to }) => to) : [group.to]))
    .filter(to => pathname === to || (to !== '/' && pathname.startsWith(`${to}/`)))
    .sort((a, b) => b.length - a.length)[0];
}

export function MainMenu({ menu, viewer, pathname }: Props) {
  const { t } = useTranslation();
  const current = currentEntry(menu, pathname);
  return (
    <ul className={classes.menu}>
      {menu.map(group => {
        const Icon = group.icon;
        const label = t(`menu.${group.label}`);
        return (
          <li key={group.label}>
            {'entries' in group ? (
              <>
                <span className={classes.group} id={`menu-${group.label}`}>
                  <Icon size="1.15rem" stroke={1.6} aria-hidden />
                  {label}
                </span>
                <ul className={classes.entries} aria-label={label}>
                  {group.entries.map(entry => (
                    <li key={entry.label}>
                      <MenuLink to={entry.to} isCurrent={entry.to === current} isDocument={entry.isDocument}>
                        {t(`menu.${entry.label}`)}
                        <Count entry={entry} viewer={viewer} />
                      </MenuLink>
                    </li>
                  ))}
                </ul>
              </>
            ) : (
              <MenuLink to={group.to} isCurrent={group.to === current}>
                <Icon size="1.15rem" stroke={1.6} aria-hidden />
                {label}
              </MenuLink>
            )}
          </li>
        );
      })}
    </ul>
  );
}

type MenuLinkProps = { to: string; isCurrent: boolean; isDocument?: boolean; children: React.ReactNode };

function MenuLink({ to, isCurrent, isDocument = false, children }: MenuLinkProps) {
  return isDocument ? (
    <a href={to} className={classes.link}>
      {children}
    </a>
  ) : (
    <Link
      to={to}
      className={classes.link}
      activeOptions={{ exact: true }}
      aria-current={isCurrent ? 'page' : undefined}
      activeProps={{ 'aria-current': undefined }}
    >
      {children}
    </Link>
  );
}

function Count({ entry, viewer }: { entry: MenuEntry; viewer: Viewer | null }) {
  const { t } = useTranslation();
  const count = viewer && entry.count?.(viewer);
  if (!count) return null;
  return (
    <span className={classes.count}>
      <span aria-hidden>{count}</span>
      <span className={hidden.hidden}>{t('menu.toDecide', { count })}</span>
    </span>
  );
}
