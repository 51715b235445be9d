import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
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
  { name: 'takeover', actions: ['preferences'] },
  { name: 'openLicense', actions: ['requestPermissions'] },
  { name: 'partner', actions: ['addUser', 'diagnosis'] },
  { name: 'lapsed', actions: ['register'] },
  { name: 'administrator', actions: ['requestPermissions'] },
];

export const actionPaths: Record<ActionName, string> = {
  permissionDetails: paths.permissionDetails,
  register: paths.register,
  diagnosis: paths.diagnosis,
  requestPermissions: paths.requestPermissions,
  preferences: paths.preferences,
  addUser: paths.addUser,
  contactUs: paths.contactUs,
};

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
