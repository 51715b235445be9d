import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { LicenseDetailsQuery } from '../../gql/operations.ts';
import { formatTime } from '../../lib/format.ts';
import { useLocale } from '../../lib/i18n.ts';
import entries from '../../ui/entry-list.module.css';
import { TextLink } from '../../ui/text-link.tsx';
import { EndDate } from '../agreements/term-cells.tsx';
import { LicenseLink } from './license-columns.tsx';
import classes from './related-licenses.module.css';

type License = NonNullable<LicenseDetailsQuery['license']>;
type Related = Omit<License['agreement'], 'ancestors'>;

/** What stands around a license: every agreement above it, and some of its neighbours. */
export function RelatedLicenses({ license: { agreement, siblings } }: { license: License }) {
  const { t } = useTranslation('endings');
  return (
    <section className={classes.related} aria-labelledby="related">
      <h3 id="related">{t('related.title')}</h3>
      <ol className={`${entries.list} ${classes.trail}`} aria-label={t('related.agreement')}>
        {[...agreement.ancestors, agreement].map(each => (
          <Above key={each.id} agreement={each} />
        ))}
      </ol>
      <h4>{t('related.siblings')}</h4>
      {siblings.totalCount === 0 ? (
        <p className={entries.muted}>{t('related.noSiblings')}</p>
      ) : (
        <>
          <ul className={entries.list}>
            {siblings.edges.map(({ node: { id, licensingId, endDate, organization } }) => (
              <li key={id}>
                <span className={entries.row}>
                  <LicenseLink licensingId={licensingId} />
                  <EndDate date={endDate} />
                </span>
                <span className={entries.muted}>{organization.name}</span>
              </li>
            ))}
          </ul>
          {siblings.totalCount > siblings.edges.length && (
            <TextLink to={paths.relationshipSummary} search={{ agreement: agreement.number }}>
              {t('related.all')}
            </TextLink>
          )}
        </>
      )}
    </section>
  );
}

function Above({ agreement: { number, program, startDate, endDate, viewerLicenseCount } }: { agreement: Related }) {
  const { t } = useTranslation(['endings', 'terms']);
  const locale = useLocale();
  const [start, end] = [startDate, endDate].map(day => day && formatTime(day, locale, 'date'));
  return (
    <li>
      <span className={entries.row}>
        <span>
          {t(`terms:program.${program}`)} {number}
        </span>
        <TextLink to={paths.relationshipSummary} search={{ agreement: number }}>
          {t('related.below', { count: viewerLicenseCount })}
        </TextLink>
      </span>
      <span className={entries.muted}>{end ? t('timeline.termValue', { start, end }) : t('timeline.termOpen', { start })}</span>
    </li>
  );
}
