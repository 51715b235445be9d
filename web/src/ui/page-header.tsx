import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './page-header.module.css';
import { TextLink } from './text-link.tsx';

export type Breadcrumb = { label: string; to: string };

type Props = {
  title: string;
  /** For the browser's tab, where the heading alone would say too little or too much. */
  documentTitle?: string;
  description?: ReactNode;
  /** From the outermost page to the one above this. */
  breadcrumbs?: readonly Breadcrumb[];
  actions?: ReactNode;
  children?: ReactNode;
};

/** The head of every page: it names the page, the document, and is where the focus goes after navigation. */
export function PageHeader({ title, documentTitle = title, description, breadcrumbs = [], actions, children }: Props) {
  const { t } = useTranslation('ui');
  useEffect(() => {
    document.title = `${documentTitle} | VLSC`;
  }, [documentTitle]);

  return (
    <header className={classes.header}>
      {breadcrumbs.length > 0 && (
        <nav aria-label={t('breadcrumbs')}>
          <ol className={classes.breadcrumbs}>
            {breadcrumbs.map(({ label, to }) => (
              <li key={to}>
                <TextLink to={to}>{label}</TextLink>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className={classes.row}>
        <h1 tabIndex={-1}>{title}</h1>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {description && <div className={classes.description}>{description}</div>}
      {children}
    </header>
  );
}
