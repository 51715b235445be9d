import type { Messages } from '../../locales/registry.ts';

const queries = import.meta.glob<string>('../../../graphiql-examples/*/*.graphql', { query: '?raw', import: 'default', eager: true });
const variables = import.meta.glob<string>('../../../graphiql-examples/*/*.json', { query: '?raw', import: 'default', eager: true });

export const audiences = ['customer', 'partner', 'internal'] as const;
type Audience = (typeof audiences)[number];
type ExampleName = Extract<keyof Messages['graphiql']['examples'], `${Audience}/${string}`>;

export interface Example {
  readonly name: ExampleName;
  readonly query: string;
  readonly variables: string;
  readonly isChange: boolean;
}

const nameOf = (file: string) => /([^/]+\/[^/]+)\.graphql$/.exec(file)?.[1] as ExampleName;

export const examples: readonly Example[] = Object.entries(queries).map(([file, query]) => ({
  name: nameOf(file),
  query,
  variables: variables[file.replace(/graphql$/, 'json')] ?? '',
  isChange: query.startsWith('mutation'),
}));

export const examplesFor = (audience: Audience): readonly Example[] => examples.filter(({ name }) => name.startsWith(`${audience}/`));

export const firstExample: Example | undefined = examples.find(({ name }) => name === 'customer/my-licenses');
