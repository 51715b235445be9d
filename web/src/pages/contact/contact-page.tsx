import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { CaseEntry } from '../../features/support/case-entry.tsx';
import { likelyCountry } from '../../features/support/own-country.ts';
import { type SupportCenter, SupportCenterCard } from '../../features/support/support-center-card.tsx';
import { useViewer } from '../../features/viewer/use-viewer.ts';
import { useContactQuery } from '../../gql/operations.ts';
import { useLocale } from '../../lib/i18n.ts';
import { countryName } from '../../lib/names.ts';
import { FilterBar, FilterSelect } from '../../ui/filter-bar.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './contact-page.module.css';
import { type ContactSearch, regions } from './contact-search.ts';

const route = getRouteApi('/help/contact');

/** Whom to call, where and when, and what to have at hand. */
export function ContactPage() {
  const { t } = useTranslation(['contact', 'shell', 'help']);
  const { data, error, refetch } = useContactQuery();
  const { viewer } = useViewer();
  return (
    <>
      <PageHeader
        title={t('shell:menu.contactUs')}
        actions={viewer && data && <ExportButton list="SUPPORT_CENTERS" label={t('export')} />}
        description={
          <>
            <p>{t('description')}</p>
            <p>
              <TextLink to={paths.faq}>{t('faqFirst')}</TextLink>
            </p>
          </>
        }
      />
      <CaseEntry />
      <section className={classes.ready} aria-labelledby="ready">
        <h2 id="ready">{t('ready.title')}</h2>
        <ul>
          {(['licenseNumber', 'authorizationNumber', 'company', 'address'] as const).map(thing => (
            <li key={thing}>{t(`ready.${thing}`)}</li>
          ))}
        </ul>
      </section>
      {data ? (
        <Centers centers={data.supportCenters} />
      ) : error ? (
        <QueryFailed error={error} retry={refetch} />
      ) : (
        <TableSkeleton rows={8} columns={3} />
      )}
    </>
  );
}

function Centers({ centers }: { centers: readonly SupportCenter[] }) {
  const { t } = useTranslation(['contact', 'terms', 'lists']);
  const locale = useLocale();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (changed: ContactSearch) =>
    void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });
  const clear = () => change({ region: undefined, country: undefined });

  const own = likelyCountry(centers, Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.languages);
  const named = [...Map.groupBy(centers, ({ country }) => country)]
    .map(([country, group]) => ({ country, group, name: countryName(country, locale), region: group[0]?.region }))
    .sort((a, b) => Number(b.country === own) - Number(a.country === own) || a.name.localeCompare(b.name, locale));
  const inRegion = named.filter(({ region }) => !search.region || region === search.region);
  const found = inRegion.filter(({ country }) => !search.country || country === search.country);

  return (
    <>
      <FilterBar onClear={search.region || search.country ? clear : undefined}>
        <FilterSelect
          label={t('country')}
          value={search.country}
          choices={inRegion.map(({ country, name }) => ({ value: country, label: name }))}
          onChoose={country => change({ country })}
        />
        <FilterSelect
          label={t('region')}
          value={search.region}
          choices={regions.map(region => ({ value: region, label: t(`terms:region.${region}`) }))}
          onChoose={region => change({ region, country: undefined })}
        />
      </FilterBar>
      <p role="status" className={classes.count}>
        {t('count', { count: found.length })}
      </p>
      {found.length === 0 ? (
        <EmptyState icon={IconFilterOff} title={t('lists:noMatch.title')} action={<Button onClick={clear}>{t('lists:clear')}</Button>}>
          <p>{t('none')}</p>
        </EmptyState>
      ) : (
        <ul className={classes.countries}>
          {found.map(({ country, name, group, region }) => (
            <li key={country} data-own={country === own || undefined}>
              <h2 className={classes.country}>
                {name} <span className={classes.region}>{country === own ? t('own') : region && t(`terms:region.${region}`)}</span>
              </h2>
              <div className={classes.centers}>
                {group.map(center => (
                  <SupportCenterCard key={center.id} center={center} />
                ))}
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
