import { Link } from '@tanstack/react-router';
import classes from './link-tabs.module.css';

export type LinkTab = {
  label: string;
  to: string;
  /** Set on every tab where it is what tells them apart. */
  search?: Readonly<Record<string, string>>;
};

/** Parts of a page that have addresses of their own: links, as navigation, the current one marked. */
export const LinkTabs = ({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) => (
  <nav className={classes.tabs} aria-label={label}>
    <ul>
      {tabs.map(({ label, to, search }) => (
        <li key={label}>
          <Link
            to={to as string}
            search={search}
            className={classes.tab}
            activeOptions={{ exact: true, includeSearch: search !== undefined }}
            resetScroll={false}
          >
            {label}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
);
