import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState } from '../../ui/state.tsx';
import classes from './faq-page.module.css';
import { matches, useScenarios, workflows } from './scenario.ts';

const route = getRouteApi('/help/faq');

export function FaqPage() {
  const { t } = useTranslation('help');
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const found = useScenarios().filter(scenario => matches(scenario, q));
  const filter = (typed: string) => void navigate({ search: typed ? { q: typed } : {}, replace: true, resetScroll: false });

  return (
    <>
      <PageHeader title={t('faq.title')} description={<p>{t('faq.description')}</p>} />
      <search className={classes.search}>
        <TextInput
          type="search"
          label={t('faq.filter')}
          description={t('faq.filterHint')}
          value={q}
          maxLength={100}
          onChange={event => filter(event.currentTarget.value)}
          leftSection={<IconSearch size="1.1rem" stroke={1.6} aria-hidden />}
          rightSection={q && <CloseButton aria-label={t('faq.clear')} onClick={() => filter('')} />}
        />
        <p role="status" className={classes.count}>
          {t('faq.found', { count: found.length })}
        </p>
      </search>
      {found.length === 0 ? (
        <EmptyState title={t('faq.none.title')} action={<ButtonLink {...workflows.contactUs}>{t('actions.contactUs')}</ButtonLink>}>
          <p>{t('faq.none.text')}</p>
        </EmptyState>
      ) : (
        <ol className={classes.list}>
          {found.map(({ number, question, answer }) => (
            <li key={number} value={number} className={classes.item}>
              <span className={classes.number} aria-hidden>
                {number}
              </span>
              <div>
                <h2 className={classes.question}>
                  <Link to="/help/faq/$scenario" params={{ scenario: String(number) }} className={classes.link}>
                    {question}
                  </Link>
                </h2>
                <p className={classes.answer}>{answer}</p>
              </div>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
