import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { Viewer } from '../../features/viewer/use-viewer.ts';
import type { Scenario } from '../../locales/ja/help.ts';
import type { Messages } from '../../locales/registry.ts';

export type ScenarioName = keyof Messages['help']['scenarios'];
export type ActionName = keyof Messages['help']['actions'];

/** The nine, in their order: the position is the number in the address. Each with the workflows it leads to, the first one first. */
const order: readonly { name: ScenarioName; actions: readonly [ActionName, ...ActionName[]] }[] = [
  { name: 'businessAddress', actions: ['permissionDetails', 'register'] },
  { name: 'registration', actions: ['register'] },
  { name: 'noFunctions', actions: ['diagnosis'] },
  { name: 'noLicenses', actions: ['requestPermissions'] },
  { name: 'takeover', actions: ['takeover', 'preferences'] },
  { name: 'openLicense', actions: ['requestOpenLicense'] },
  { name: 'partner', actions: ['addUser', 'diagnosis'] },
  { name: 'lapsed', actions: ['register'] },
  { name: 'administrator', actions: ['requestPermissions'] },
];

/** Where a workflow starts, with what is known of it filled in. */
export const workflows: Record<ActionName, { to: string; search?: Readonly<Record<string, string>> }> = {
  permissionDetails: { to: paths.permissionDetails },
  register: { to: paths.register },
  diagnosis: { to: paths.diagnosis },
  requestPermissions: { to: paths.requestPermissions },
  requestOpenLicense: { to: paths.requestPermissions, search: { program: 'OPEN_LICENSE', roles: 'ADMINISTRATOR' } },
  takeover: { to: paths.takeover },
  preferences: { to: paths.preferences },
  addUser: { to: paths.addUser },
  contactUs: { to: paths.contactUs },
};

/** The same as an address, for a sign-in to come back to. */
export function addressOf(action: ActionName): string {
  const { to, search } = workflows[action];
  return search ? `${to}?${new URLSearchParams(search)}` : to;
}

/**
 * The workflows in the order that helps this person: who is not registered registers first, and only administrators can add users.
 * Nobody is kept from anything: what a person may do is decided where it is done.
 */
export function actionsFor(actions: readonly ActionName[], viewer: Viewer | null): readonly ActionName[] {
  if (!viewer) return actions;
  const comesLate = (action: ActionName) =>
    (action === 'addUser' && !viewer.isAdministrator) || (action === 'permissionDetails' && viewer.registration.state !== 'REGISTERED');
  return [...actions.filter(action => !comesLate(action)), ...actions.filter(comesLate)];
}

export type NumberedScenario = Scenario & { number: number; name: ScenarioName; actions: readonly ActionName[] };

export function useScenarios(): NumberedScenario[] {
  const { t } = useTranslation('help');
  const texts: Record<ScenarioName, Scenario> = t('scenarios', { returnObjects: true });
  return order.map(({ name, actions }, index) => ({ ...texts[name], number: index + 1, name, actions }));
}

/** Width and case of letters make no difference; every word must occur somewhere in the scenario. */
export function matches(scenario: Scenario, query: string): boolean {
  const fold = (text: string) => text.normalize('NFKC').toLowerCase();
  const text = fold(
    [
      scenario.question,
      scenario.answer,
      ...scenario.sections.flatMap(({ heading, text = [], steps = [], notes = [] }) => [heading, ...text, ...steps, ...notes]),
    ].join('\n'),
  );
  return fold(query)
    .split(/\s+/)
    .every(word => text.includes(word));
}
