import { useGraphiQL } from '@graphiql/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../lib/i18n.ts';
import { ask, useLastCost, useToken } from './ask.ts';
import classes from './graphiql-page.module.css';

interface Estimate {
  readonly cost: number | null;
  readonly available: number;
  readonly limits: { readonly cost: number; readonly budget: number; readonly restoreRate: number };
  readonly refusal: { readonly message: string } | null;
}

const estimateQuery = `query EstimateInEditor($query: String!, $variables: JSON, $operationName: String) {
  queryCost(query: $query, variables: $variables, operationName: $operationName) {
    cost available limits { cost budget restoreRate } refusal { message }
  }
}`;
const pause = 500;

/** What is in the editor would cost, asked for once the typing pauses; null while there is nothing to tell. */
function useEstimate(): { estimate: Estimate | null; isBadJson: boolean } {
  const query = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.query ?? '');
  const text = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.variables ?? '');
  const operationName = useGraphiQL(({ operationName: name }) => name);
  const token = useToken();
  const { i18n } = useTranslation();
  const last = useLastCost();
  const [estimate, setEstimate] = useState<Estimate | null>(null);
  const variables = readVariables(text);
  const isBadJson = variables === undefined;
  // asked anew when another caller asks, in another language, or after a run
  useEffect(() => {
    if (query.trim() === '' || isBadJson) {
      setEstimate(null);
      return;
    }
    const aborted = new AbortController();
    const timer = setTimeout(() => {
      const asked = { query: estimateQuery, variables: { query, variables, operationName: operationName ?? null } };
      ask<{ queryCost: Estimate }>(asked, { signal: aborted.signal }).then(
        ({ data }) => setEstimate(data?.queryCost ?? null),
        () => undefined,
      );
    }, pause);
    return () => {
      clearTimeout(timer);
      aborted.abort();
    };
  }, [query, text, operationName, token, i18n.language, last]);
  return { estimate, isBadJson };
}

/** The variables as an object; undefined where the text is none. */
function readVariables(text: string): object | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What the operation in the editor would cost, what the last one did, and what is left. */
export function CostFooter() {
  const { t } = useTranslation('graphiql');
  const number = new Intl.NumberFormat(useLocale());
  const last = useLastCost();
  const { estimate, isBadJson } = useEstimate();
  const said = isBadJson ? t('cost.variables') : estimate?.refusal?.message;
  const available = estimate?.available ?? last?.available;
  return (
    <section className={classes.cost} aria-live="polite">
      <dl>
        <div>
          <dt>{t('cost.estimate')}</dt>
          <dd data-testid="estimate">
            {estimate && estimate.cost !== null
              ? t('cost.of', { cost: number.format(estimate.cost), limit: number.format(estimate.limits.cost) })
              : t('cost.unknown')}
          </dd>
        </div>
        <div>
          <dt>{t('cost.last')}</dt>
          <dd data-testid="last-cost">{last ? number.format(last.requested) : t('cost.unknown')}</dd>
        </div>
        <div>
          <dt>{t('cost.available')}</dt>
          <dd>
            {estimate && available !== undefined
              ? t('cost.budget', {
                  available: number.format(available),
                  budget: number.format(estimate.limits.budget),
                  rate: number.format(estimate.limits.restoreRate),
                })
              : t('cost.unknown')}
          </dd>
        </div>
      </dl>
      {said && <p>{said}</p>}
    </section>
  );
}
