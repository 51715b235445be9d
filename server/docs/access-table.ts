import type { ApiScopeName } from '@vlsc/shared/api-scope.ts';
import { type GraphQLEnumType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import type { FieldCosts } from '../src/platform/field-costs.ts';
import { needsOfField } from '../src/platform/scope.ts';
import type { Page } from './html.ts';
import type { Markdown } from './markdown.ts';

type AnyField = GraphQLField<unknown, unknown>;
type Needs = ReturnType<typeof needsOfField>;

const code = (text: string): string => `<code>${text}</code>`;
const inWords = (needs: Needs): string => {
  if (needs.includes('session')) return 'none: it needs a person who has signed in';
  return needs.length > 0 ? [...new Set(needs)].map(code).join(' and ') : 'any token';
};

/** Who may ask for a root field, in a sentence. */
export function accessSentence(field: AnyField): string {
  const access = String(field.extensions['access']);
  if (access === 'public') return 'For everybody, signed out too.';
  const who = access.startsWith('staff:') ? 'For the operator’s staff; to others it is not there.' : 'For whoever is signed in.';
  return `${who} Scope: ${inWords(needsOfField(field))}.`;
}

/** What a token needs for a field or a type below the roots, in a sentence; nothing where it needs nothing of its own. */
export function scopeSentence({ extensions: { scope } }: { readonly extensions: Readonly<Record<string, unknown>> }): string {
  return scope ? `Scope: ${inWords([scope as ApiScopeName])}.` : '';
}

/** What a field costs beyond what its type tells, in a sentence; nothing for most. */
export function priceSentence({ extensions: { costs } }: { readonly extensions: Readonly<Record<string, unknown>> }): string {
  const { price } = (costs ?? {}) as FieldCosts;
  return price ? `Costs ${price} more each time it is asked for.` : '';
}

/** Which scope opens what: the declarations by which the server itself decides. */
export function scopesPage(schema: GraphQLSchema, markdown: Markdown): Page {
  const viewer = schema.getType('Viewer') as GraphQLObjectType;
  const owners = [schema.getQueryType(), schema.getMutationType(), viewer].filter((type): type is GraphQLObjectType => Boolean(type));
  const fields = owners.flatMap(type => Object.values(type.getFields()).map(field => ({ name: `${type.name}.${field.name}`, field })));
  const types = Object.values(schema.getTypeMap()).filter(type => isObjectType(type) && type.extensions['scope']);
  const link = (name: string) => markdown.line(`\`${name}\``);
  const scopes = (schema.getType('ApiScope') as GraphQLEnumType).getValues().map(({ name, value, description }) => {
    const opened = fields.filter(({ field }) => (needsOfField(field) as string[]).includes(value)).map(({ name }) => link(name));
    return `<section class="field" id="${name}"><h2><a href="#${name}">${code(value)}</a> <span class="type">${link(`ApiScope.${name}`)}</span></h2>
<p>${markdown.line(description)}</p>
<ul class="names">${opened.map(each => `<li>${each}</li>`).join('')}</ul></section>`;
  });
  const row = (name: string, needs: Needs) => `<tr><th scope="row">${link(name)}</th><td>${inWords(needs)}</td></tr>`;
  const table = (caption: string, rows: string[]) =>
    `<div class="wide" tabindex="0"><table><caption>${caption}</caption><thead><tr><th scope="col">Name</th><th scope="col">Scope</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  return {
    path: 'reference/scopes',
    title: 'Scopes by field',
    locale: 'en',
    summary: 'Which scope a token needs for each field.',
    headings: [...scopes.keys()].map(index => {
      const { name = '', value = '' } = (schema.getType('ApiScope') as GraphQLEnumType).getValues()[index] ?? {};
      return { id: name, text: String(value) };
    }),
    body: `<h1>Scopes by field</h1>
<p>What an API token needs for each field: the declarations by which the server itself decides. A token reads an object only with the scope of its
type, wherever it meets it; fields that are not listed come with the object that they are of. See ${markdown.line('[authentication](/docs/authentication)')}.</p>
${scopes.join('\n')}
<h2 id="fields">Fields</h2>
${table(
  'Root fields, and those of the caller',
  fields.map(({ name, field }) => row(name, needsOfField(field))),
)}
<h2 id="types">Types</h2>
${table(
  'Objects with a scope of their own',
  types.map(type => row(type.name, [type.extensions['scope'] as ApiScopeName])),
)}`,
  };
}
