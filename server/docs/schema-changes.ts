import { CriticalityLevel, DiffRule, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

/** How much a change of the schema can do to those who use it: break them, surprise them, or nothing. */
const kinds = ['Breaking', 'Dangerous', 'Safe'] as const;
type Kind = (typeof kinds)[number];

export interface SchemaChange {
  readonly kind: Kind;
  /** The same words every time, so that the log can be compared with the schemas. */
  readonly line: string;
}

const kindOf: Record<CriticalityLevel, Kind> = {
  [CriticalityLevel.Breaking]: 'Breaking',
  [CriticalityLevel.Dangerous]: 'Dangerous',
  [CriticalityLevel.NonBreaking]: 'Safe',
};

/** What changed between two schemas in SDL; a new type is one change, and descriptions are none. */
export async function changesBetween(released: string, current: string): Promise<SchemaChange[]> {
  const found = await diff(buildSchema(released), buildSchema(current), [DiffRule.simplifyChanges, DiffRule.ignoreDescriptionChanges]);
  return found
    .map(({ criticality, message }) => ({ kind: kindOf[criticality.level], line: `- ${message.replaceAll("'", '`').trim()}` }))
    .sort((a, b) => (a.line < b.line ? -1 : 1));
}

const heading = '## Unreleased\n';
/** What follows a line on the same bullet: why a change that breaks is made all the same. */
const reason = ' — allowed: ';
const isOf = (written: string, line: string): boolean => written === line || written.startsWith(`${line} — `);
const isAllowed = (written: string, line: string): boolean =>
  written.startsWith(line + reason) && written.slice(line.length + reason.length).trim() !== '';

/** The log in three parts: what stands before its unreleased changes, these, and the releases after them. */
function partsOf(log: string): { before: string; unreleased: string; after: string } {
  const begin = log.indexOf(heading);
  if (begin < 0) throw new Error('The change log has no section "## Unreleased".');
  const body = begin + heading.length;
  const next = log.indexOf('\n## ', body);
  const end = next < 0 ? log.length : next + 1;
  return { before: log.slice(0, body), unreleased: log.slice(body, end), after: log.slice(end) };
}

const writtenIn = (unreleased: string): string[] => unreleased.split('\n').filter(line => line.startsWith('- '));

/** What is wrong with the log, given the changes since the release; nothing when it is right. */
export function complaints(log: string, changes: readonly SchemaChange[]): string[] {
  const written = writtenIn(partsOf(log).unreleased);
  const inLog = (line: string) => written.find(each => isOf(each, line));
  return [
    ...changes.filter(({ line }) => !inLog(line)).map(({ kind, line }) => `${kind}, and not in the log: ${line.slice(2)}`),
    ...changes
      .filter(({ kind, line }) => kind === 'Breaking' && inLog(line) && !isAllowed(inLog(line) ?? '', line))
      .map(({ line }) => `Breaking, and nothing says why it is allowed (write "${reason.trim()} …" behind it): ${line.slice(2)}`),
    ...written.filter(each => !changes.some(({ line }) => isOf(each, line))).map(each => `In the log, and not so: ${each.slice(2)}`),
  ];
}

/** The log with exactly these changes as unreleased; prose above them and reasons behind them stay. */
export function recorded(log: string, changes: readonly SchemaChange[]): string {
  const { before, unreleased, after } = partsOf(log);
  const written = writtenIn(unreleased);
  const prose = unreleased.split(/^### /m)[0]?.trim();
  const sections = kinds.flatMap(kind => {
    const lines = changes.filter(change => change.kind === kind).map(({ line }) => written.find(each => isOf(each, line)) ?? line);
    return lines.length > 0 ? [`### ${kind}\n\n${lines.join('\n')}\n`] : [];
  });
  return `${before}\n${[...(prose ? [`${prose}\n`] : []), ...sections].join('\n')}${after ? `\n${after}` : ''}`;
}

/** The log once a version is out: what was unreleased is that version's, and nothing is unreleased. */
export const released = (log: string, version: string): string => log.replace(heading, `${heading}\n## ${version}\n`);
