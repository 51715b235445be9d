import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { IconListDetails } from '@tabler/icons-react';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { audiences, type Example, examplesFor } from './examples.ts';
import classes from './graphiql-page.module.css';

function Examples() {
  const { t } = useTranslation('graphiql');
  const { addTab } = useGraphiQLActions();
  const queryEditor = useGraphiQL(({ queryEditor: editor }) => editor);
  const variableEditor = useGraphiQL(({ variableEditor: editor }) => editor);
  const open = ({ query, variables }: Example) => {
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
    queryEditor?.focus();
  };
  return (
    <section aria-label={t('examples.title')} className={classes.examples}>
      <div className="graphiql-doc-explorer-title">{t('examples.title')}</div>
      <p>{t('examples.intro')}</p>
      {audiences.map(audience => (
        <div key={audience}>
          <h2>{t(`examples.${audience}`)}</h2>
          <ul>
            {examplesFor(audience).map(example => (
              <li key={example.name}>
                <button type="button" onClick={() => open(example)}>
                  <strong>{t(`examples.${example.name}.name`)}</strong>
                  {example.isChange && <em>{t('examples.changes')}</em>}
                  <span>{t(`examples.${example.name}.text`)}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** GraphiQL names a panel once, when it is made: in the language that the page began with. */
export const examplesPlugin = (): GraphiQLPlugin => ({
  title: i18next.t('examples.title', { ns: 'graphiql' }),
  icon: () => <IconListDetails stroke={1.5} aria-hidden="true" />,
  content: Examples,
});
