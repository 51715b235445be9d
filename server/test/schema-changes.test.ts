import { expect, test } from 'vitest';
import { changesBetween, complaints, recorded, released } from '../docs/schema-changes.ts';

const before = `
  type Query { license(licensingId: String!): License users: [String!]! }
  type License { licensingId: String! endDate: String program: Program! }
  enum Program { ENTERPRISE SELECT }
`;
const after = `
  type Query { license(licensingId: String!): License node(id: ID!): License }
  type License { "The number." licensingId: String! endDate: String! program: Program! token: Token }
  enum Program { ENTERPRISE SELECT OPEN_VALUE }
  type Token { id: ID! name: String! }
`;
const emptyLog = '# Log\n\nWhat this is.\n\n## Unreleased\n\n## 0.1.0\n\n- Type `License` was added\n';

test('a removed field breaks, a new enum value surprises, a new type is one safe change and a description none', async () => {
  expect(await changesBetween(before, after)).toEqual([
    { kind: 'Dangerous', line: '- Enum value `OPEN_VALUE` was added to enum `Program`' },
    { kind: 'Safe', line: '- Field `License.endDate` changed type from `String` to `String!`' },
    { kind: 'Safe', line: '- Field `node` was added to object type `Query`' },
    { kind: 'Safe', line: '- Field `token` was added to object type `License`' },
    { kind: 'Breaking', line: '- Field `users` was removed from object type `Query`' },
    { kind: 'Safe', line: '- Type `Token` was added' },
  ]);
  expect(await changesBetween(before, before)).toEqual([]);
});

test('a change that is not in the log is missed, and one that breaks is missed until it says why it is allowed', async () => {
  const changes = await changesBetween(before, after);
  expect(complaints(emptyLog, changes)).toHaveLength(changes.length);
  const written = recorded(emptyLog, changes);
  expect(complaints(written, changes)).toEqual([expect.stringMatching(/^Breaking, and nothing says why .*`users` was removed/)]);
  for (const nothing of [' — allowed:', ' — allowed: ', ' — see what we wrote elsewhere']) {
    expect(complaints(written.replace('type `Query`\n\n### D', `type \`Query\`${nothing}\n\n### D`), changes)).toHaveLength(1);
  }
  const allowed = written.replace('`users` was removed from object type `Query`', '$& — allowed: nobody could ever read it.');
  expect(complaints(allowed, changes)).toEqual([]);
});

test('writing the log again changes nothing, keeps prose, reasons and earlier releases, and drops what is no longer so', async () => {
  const changes = await changesBetween(before, after);
  const log = recorded(emptyLog, changes)
    .replace('## Unreleased\n', '## Unreleased\n\nTokens came.\n')
    .replace('`users` was removed from object type `Query`', '$& — allowed: nobody could ever read it.');
  expect(recorded(log, changes)).toBe(log);
  expect(log.endsWith('\n## 0.1.0\n\n- Type `License` was added\n')).toBe(true);
  const fewer = changes.filter(({ line }) => !line.includes('Token'));
  expect(complaints(log, fewer)).toEqual(['In the log, and not so: Type `Token` was added']);
  expect(complaints(recorded(log, fewer), fewer)).toEqual([]);
});

test('a release takes what was unreleased with it', async () => {
  const changes = await changesBetween(before, after);
  const log = released(recorded(emptyLog, changes), '0.2.0');
  expect(complaints(log, [])).toEqual([]);
  expect(log).toMatch(/## Unreleased\n\n## 0\.2\.0\n\n### Breaking\n\n- Field `users` was removed/);
});
