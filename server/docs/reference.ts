import {
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import { accessSentence, priceSentence, scopeSentence, scopesPage } from './access-table.ts';
import { type Entry, escaped, type Page, urlOf } from './html.ts';
import { hasFields, kindOf, kinds, ownTypes, pathOf, rootPaths } from './kinds.ts';
import type { Markdown } from './markdown.ts';

type AnyField = GraphQLField<unknown, unknown>;

/** Makes the pages of the reference, and what the search finds in them. */
export class Reference {
  private readonly usedBy = new Map<string, Set<string>>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly markdown: Markdown,
  ) {
    const use = (type: GraphQLType, by: string) => {
      const { name } = getNamedType(type);
      this.usedBy.set(name, (this.usedBy.get(name) ?? new Set()).add(by));
    };
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith('__')) continue;
      if (isUnionType(type)) for (const member of type.getTypes()) use(member, type.name);
      if (!hasFields(type)) continue;
      for (const field of Object.values(type.getFields()) as (AnyField | GraphQLInputField)[]) {
        use(field.type, `${type.name}.${field.name}`);
        if ('args' in field) for (const argument of field.args) use(argument.type, `${type.name}.${field.name}`);
      }
    }
  }

  pages(): Page[] {
    return [
      this.start(),
      this.roots('Query', 'Queries', 'Where every question begins.'),
      this.roots(
        'Mutation',
        'Mutations',
        'Each takes one `input` and answers with what it made or a problem; they run one after the other.',
      ),
      scopesPage(this.schema, this.markdown),
      ...kinds.map(kind => this.list(kind)),
      ...ownTypes(this.schema).map(type => this.type(type)),
    ];
  }

  entries(): Entry[] {
    const entry = (name: string, kind: string, url: string, about: string | null | undefined): Entry => ({
      name,
      kind,
      url,
      about: plain(about),
    });
    const roots = Object.keys(rootPaths).flatMap(name =>
      Object.values(this.root(name).getFields()).map(field =>
        entry(field.name, name.toLowerCase(), `${urlOf(pathOf(name))}#${field.name}`, field.description),
      ),
    );
    const types = ownTypes(this.schema).map(type =>
      entry(type.name, kindOf(type).slice(0, -1), urlOf(pathOf(type.name)), type.description),
    );
    const members = ownTypes(this.schema).flatMap(type => {
      if (kindOf(type) === 'connections') return [];
      const inherited = kindOf(type) === 'problems' ? ['message', 'nextSteps'] : [];
      const all = isEnumType(type)
        ? type.getValues()
        : hasFields(type)
          ? Object.values<{ name: string; description?: string | null }>(type.getFields())
          : [];
      return all
        .filter(({ name }) => !inherited.includes(name))
        .map(({ name, description }) =>
          entry(`${type.name}.${name}`, isEnumType(type) ? 'value' : 'field', `${urlOf(pathOf(type.name))}#${name}`, description),
        );
    });
    return [...roots, ...types, ...members];
  }

  private root(name: string): GraphQLObjectType {
    return this.schema.getType(name) as GraphQLObjectType;
  }

  private start(): Page {
    const rows = kinds.map(({ path, title, about }) => {
      const count = ownTypes(this.schema).filter(type => kindOf(type) === path).length;
      return `<tr><th scope="row"><a href="/docs/reference/${path}">${title}</a></th><td>${count}</td><td>${this.markdown.line(about)}</td></tr>`;
    });
    const count = (name: string) => Object.keys(this.root(name).getFields()).length;
    return page('reference', 'Reference', 'Every type and field of the schema.', [
      '<h1>Reference</h1>',
      '<p>Made from the classes of the server, so that it is the API that answers. The same is in <code>schema.graphql</code>, and in the introspection that <code>/graphql</code> answers to everybody.</p>',
      '<div class="wide" tabindex="0"><table><thead><tr><th scope="col">What</th><th scope="col">How many</th><th scope="col">About</th></tr></thead><tbody>',
      `<tr><th scope="row"><a href="/docs/reference/queries">Queries</a></th><td>${count('Query')}</td><td>Where every question begins.</td></tr>`,
      `<tr><th scope="row"><a href="/docs/reference/mutations">Mutations</a></th><td>${count('Mutation')}</td><td>What changes something.</td></tr>`,
      ...rows,
      '</tbody></table></div>',
    ]);
  }

  private roots(name: string, title: string, about: string): Page {
    const fields = Object.values(this.root(name).getFields());
    const sections = fields.map(field => {
      const input = field.args.find(({ name }) => name === 'input');
      const inputType = input && getNamedType(input.type);
      const answer = getNamedType(field.type);
      return this.field(field, [
        `<p class="access">${accessSentence(field)}</p>`,
        inputType && isInputObjectType(inputType) ? this.inputs(`Fields of <code>input</code>`, Object.values(inputType.getFields())) : '',
        isUnionType(answer)
          ? `<p>Answers with ${answer
              .getTypes()
              .map(member => this.reference(member.name))
              .join(', ')}.</p>`
          : '',
      ]);
    });
    return page(pathOf(name), title, plain(about), [`<h1>${title}</h1>`, `<p>${this.markdown.line(about)}</p>`, ...sections], fields);
  }

  private list({ path, title, about }: (typeof kinds)[number]): Page {
    const types = ownTypes(this.schema).filter(type => kindOf(type) === path);
    const rows = types.map(
      type => `<tr><th scope="row">${this.reference(type.name)}</th><td>${this.markdown.line(type.description)}</td></tr>`,
    );
    return page(`reference/${path}`, title, plain(about), [
      `<h1>${title}</h1><p>${this.markdown.line(about)}</p>`,
      `<div class="wide" tabindex="0"><table><thead><tr><th scope="col">Name</th><th scope="col">About</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`,
    ]);
  }

  private type(type: GraphQLNamedType): Page {
    const kind = kinds.find(({ path }) => path === kindOf(type));
    const used = [...(this.usedBy.get(type.name) ?? [])].filter(
      name => !/^\w+(Connection|Edge)\./.test(name) || kind?.path === 'connections',
    );
    const interfaces = isObjectType(type) || isInterfaceType(type) ? type.getInterfaces() : [];
    const members = hasFields(type) ? Object.values<{ name: string }>(type.getFields()) : isEnumType(type) ? type.getValues() : [];
    return page(
      pathOf(type.name),
      type.name,
      plain(type.description) || `${type.name} in the API.`,
      [
        `<p class="kind"><a href="/docs/reference/${kind?.path}">${kind?.title}</a></p>`,
        `<h1><code>${type.name}</code></h1>`,
        `<p>${this.markdown.line(type.description)}</p>`,
        isObjectType(type) && scopeSentence(type) ? `<p class="access">${scopeSentence(type)}</p>` : '',
        interfaces.length > 0 ? `<p>Implements ${interfaces.map(({ name }) => this.reference(name)).join(', ')}.</p>` : '',
        isUnionType(type)
          ? `<p>One of ${type
              .getTypes()
              .map(({ name }) => this.reference(name))
              .join(', ')}.</p>`
          : '',
        isInterfaceType(type) ? this.implementedBy(type) : '',
        isObjectType(type) || isInterfaceType(type)
          ? Object.values(type.getFields())
              .map(field => this.field(field))
              .join('')
          : '',
        isInputObjectType(type)
          ? Object.values(type.getFields())
              .map(field => this.field(field))
              .join('')
          : '',
        isEnumType(type) ? this.values(type) : '',
        used.length > 0 && !isSpecifiedScalarType(type)
          ? `<h2 id="used-by">Used by</h2><ul class="names">${used.map(name => `<li>${this.reference(name)}</li>`).join('')}</ul>`
          : '',
      ],
      members,
    );
  }

  private implementedBy(type: GraphQLInterfaceType): string {
    const names = this.schema.getPossibleTypes(type).map(({ name }) => `<li>${this.reference(name)}</li>`);
    return `<h2 id="implemented-by">Implemented by</h2><ul class="names">${names.join('')}</ul>`;
  }

  private field(field: AnyField | GraphQLInputField, more: readonly string[] = []): string {
    const args = 'args' in field ? field.args.filter(({ name }) => name !== 'input') : [];
    const notes = 'args' in field ? [scopeSentence(field), priceSentence(field)].filter(Boolean).join(' ') : '';
    return `<section class="field" id="${field.name}">
<h2><a href="#${field.name}"><code>${field.name}</code></a> <span class="type">${this.typeName(field.type)}${defaultOf(field)}</span></h2>
${this.deprecation(field)}<p>${this.markdown.line(field.description)}</p>
${notes ? `<p class="access">${notes}</p>` : ''}${more.join('\n')}${args.length > 0 ? this.inputs('Arguments', args) : ''}
</section>\n`;
  }

  private inputs(title: string, fields: readonly (GraphQLArgument | GraphQLInputField)[]): string {
    const rows = fields.map(
      field =>
        `<tr><th scope="row"><code>${field.name}</code></th><td class="type">${this.typeName(field.type)}${defaultOf(field)}</td><td>${this.deprecation(field)}${this.markdown.line(field.description)}</td></tr>`,
    );
    return `<div class="wide" tabindex="0"><table class="inputs"><caption>${title}</caption><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">About</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  }

  private values(type: GraphQLEnumType): string {
    const value = (each: { name: string; description?: string | null; deprecationReason?: string | null }) =>
      `<section class="field" id="${each.name}"><h2><a href="#${each.name}"><code>${each.name}</code></a></h2>${this.deprecation(each)}<p>${this.markdown.line(each.description)}</p></section>`;
    return type.getValues().map(value).join('\n');
  }

  private deprecation({ deprecationReason }: { deprecationReason?: string | null }): string {
    return deprecationReason ? `<p class="deprecated"><strong>Deprecated.</strong> ${this.markdown.line(deprecationReason)}</p>` : '';
  }

  private reference(name: string): string {
    return this.markdown.line(`\`${name}\``);
  }

  private typeName(type: GraphQLType): string {
    const { name } = getNamedType(type);
    const [before = '', after = ''] = String(type).split(name);
    return `<code>${before}<a href="${urlOf(pathOf(name))}">${name}</a>${after}</code>`;
  }
}

const defaultOf = (field: AnyField | GraphQLArgument | GraphQLInputField): string =>
  'defaultValue' in field && field.defaultValue !== undefined
    ? ` <span class="default">= <code>${escaped(JSON.stringify(field.defaultValue))}</code></span>`
    : '';

const plain = (text: string | null | undefined): string =>
  (text ?? '')
    .replaceAll('`', '')
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replaceAll('\n', ' ');

const page = (path: string, title: string, summary: string, parts: readonly string[], named: readonly { name: string }[] = []): Page => ({
  path,
  title,
  locale: 'en',
  summary,
  body: parts.filter(Boolean).join('\n'),
  headings: named.map(({ name }) => ({ id: name, text: name })),
});
