import { Link } from '@tanstack/react-router';
import classes from './link-tabs.module.css';

export type LinkTab = { label: string; to: string };

/** Parts of a page that have addresses of their own: links, as navigation, the current one marked. */
export const LinkTabs = ({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) => (
  <nav className={classes.tabs} aria-label={label}>
    <ul>
      {tabs.map(({ label, to }) => (
        <li key={to}>
          <Link to={to} className={classes.tab} activeOptions={{ exact: true, includeSearch: false }} resetScroll={false}>
            {label}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
);
