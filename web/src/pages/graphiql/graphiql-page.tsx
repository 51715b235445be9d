import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import i18next from 'i18next';
import { useState } from 'react';
import { ask, noteCost } from './ask.ts';
import { CallerBar } from './caller-bar.tsx';
import { CostFooter } from './cost-footer.tsx';
import { firstExample } from './examples.ts';
import { examplesPlugin } from './examples-plugin.tsx';
import classes from './graphiql-page.module.css';
import { sharedIn } from './share.ts';
import { ShareButton } from './share-button.tsx';

interface Asked {
  readonly query: string;
  readonly operationName?: string | null;
}

async function fetcher(body: Asked, { headers = {} }: { headers?: Record<string, unknown> } = {}) {
  const answer = await ask(body, { headers: headers as Record<string, string> }).catch(() => ({
    errors: [{ message: i18next.t('asks.unreachable', { ns: 'graphiql' }) }],
  }));
  if (body.operationName !== 'IntrospectionQuery' && 'extensions' in answer) noteCost(answer.extensions?.cost);
  return answer as never;
}

const chosenScheme = () => {
  try {
    const scheme = localStorage.getItem('vlsc.color-scheme');
    return scheme === 'light' || scheme === 'dark' ? scheme : null;
  } catch {
    return null;
  }
};

export function GraphiqlPage() {
  const [plugins] = useState(() => [HISTORY_PLUGIN, examplesPlugin()]);
  const [shared] = useState(() => sharedIn(location.hash));
  return (
    <div className={classes.page}>
      <CallerBar />
      <main>
        <GraphiQL
          fetcher={fetcher}
          plugins={plugins}
          defaultQuery={firstExample?.query}
          defaultTheme={chosenScheme()}
          {...(shared && { initialQuery: shared.query, initialVariables: shared.variables })}
          defaultEditorToolsVisibility="variables"
          showPersistHeadersSettings={false}
        >
          <GraphiQL.Logo>{null}</GraphiQL.Logo>
          <GraphiQL.Toolbar>
            {({ prettify, copy, merge }) => (
              <>
                {prettify}
                {merge}
                {copy}
                <ShareButton />
              </>
            )}
          </GraphiQL.Toolbar>
          <GraphiQL.Footer>
            <CostFooter />
          </GraphiQL.Footer>
        </GraphiQL>
      </main>
    </div>
  );
}
