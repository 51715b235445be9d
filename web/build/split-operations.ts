import type { Plugin } from 'vite';

const whole = /\/src\/gql\/operations\.ts$/;
const part = '/operation/';

/**
 * Takes the generated operations apart, one module each: a page then fetches the queries that it asks, and not those of all others. In the
 * build only; while developing, one module is quicker.
 */
export function splitOperations(): Plugin {
  let parts = new Map<string, string>();
  return {
    name: 'vlsc-split-operations',
    apply: 'build',
    enforce: 'pre',
    resolveId: source => (source.startsWith(part) ? source : null),
    load: id => (id.startsWith(part) ? { code: parts.get(id) ?? '', moduleSideEffects: false } : null),
    transform(code, id) {
      if (!whole.test(id)) return null;
      const statements = code.split(/^(?=export |import )/m);
      const imports = statements.filter(each => each.startsWith('import ')).join('');
      const names = (prefix: RegExp) => statements.flatMap(each => prefix.exec(each)?.[1] ?? []);
      const of = (name: string) =>
        statements.find(each => each.startsWith(`export const ${name} `) || each.startsWith(`export const ${name}:`)) ?? '';
      parts = new Map();
      const lines = names(/^export const (\w+)/).map(name => {
        const document = /^use(\w+)(?:Query|Mutation)$/.exec(name)?.[1];
        const needed = document ? `import { ${document}Document } from '${part}${document}Document.ts';\n` : '';
        parts.set(`${part}${name}.ts`, untyped(`${imports}${needed}${of(name)}`));
        return `export { ${name} } from '${part}${name}.ts';`;
      });
      return { code: lines.join('\n'), map: null, moduleSideEffects: false };
    },
  };
}

/** The same in JavaScript: the types stay in the file that the type checker reads. */
const untyped = (code: string): string =>
  code
    .replace(/^import type .*\n/gm, '')
    .replace(/ as unknown as DocumentNode<.*>;/g, ';')
    .replace(/\((options\??): use\w+\.Options<.*>\) =>/g, '(options) =>')
    .replace(/^(export const \w+): .* = \{/gm, '$1 = {');
