import { useMantineColorScheme } from '@mantine/core';
import {
  IconDeviceDesktop,
  IconKey,
  IconLanguage,
  IconListCheck,
  IconLogout,
  IconMoon,
  IconSend,
  IconSun,
  IconUserPlus,
} from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { Viewer } from '../../features/viewer/use-viewer.ts';
import { chooseLocale, useLocale } from '../../lib/i18n.ts';
import { languageNames } from '../layout/language-switch.tsx';
import type { MenuGroup } from '../navigation.ts';

/** Something to do: a place to go to, or an act. */
export type Task = { id: string; icon: React.ReactNode; label: string } & ({ to: string } | { act: () => void });
export type TaskGroup = { key: string; label: string; tasks: readonly Task[] };

const icon = { size: '1.15rem', stroke: 1.6, 'aria-hidden': true } as const;
const schemes = [
  ['auto', IconDeviceDesktop],
  ['light', IconSun],
  ['dark', IconMoon],
] as const;

/** What can be done from anywhere: the acts that people look for, every page of their menu, and how the screen looks. */
export function useTasks(viewer: Viewer, menu: readonly MenuGroup[], signOut: () => void): TaskGroup[] {
  const { t } = useTranslation(['search', 'shell']);
  const locale = useLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const other = locale === 'ja' ? 'en' : 'ja';
  return [
    {
      key: 'acts',
      label: t('groups.acts'),
      tasks: [
        { id: 'request', icon: <IconSend {...icon} />, label: t('acts.request'), to: paths.requestPermissions },
        ...(viewer.isAdministrator
          ? [{ id: 'add-user', icon: <IconUserPlus {...icon} />, label: t('acts.addUser'), to: paths.addUser }]
          : []),
        { id: 'own', icon: <IconKey {...icon} />, label: t('acts.ownPermissions'), to: paths.permissionDetails },
        { id: 'look-up', icon: <IconListCheck {...icon} />, label: t('acts.lookUp'), to: paths.lookUp },
      ],
    },
    {
      key: 'pages',
      label: t('groups.pages'),
      tasks: menu.flatMap(({ icon: Icon, ...group }) =>
        ('entries' in group ? group.entries : [{ ...group, isDocument: false }]).map(({ label, to, isDocument }) => ({
          id: `page-${label}`,
          icon: <Icon {...icon} />,
          label: t(`shell:menu.${label}`),
          ...(isDocument ? { act: () => window.location.assign(to) } : { to }),
        })),
      ),
    },
    {
      key: 'screen',
      label: t('groups.screen'),
      tasks: [
        {
          id: 'language',
          icon: <IconLanguage {...icon} />,
          label: t('acts.language', { language: languageNames[other] }),
          act: () => void chooseLocale(other),
        },
        ...schemes
          .filter(([scheme]) => scheme !== colorScheme)
          .map(([scheme, Icon]) => ({
            id: `scheme-${scheme}`,
            icon: <Icon {...icon} />,
            label: t('acts.scheme', { scheme: t(`shell:colorScheme.${scheme}`) }),
            act: () => setColorScheme(scheme),
          })),
        { id: 'sign-out', icon: <IconLogout {...icon} />, label: t('shell:signOut'), act: signOut },
      ],
    },
  ];
}

const folded = (text: string) => text.normalize('NFKC').toLowerCase();

/** Those whose label has every word that was typed; all while nothing is. */
export function tasksMatching(groups: readonly TaskGroup[], typed: string): TaskGroup[] {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  return groups
    .map(group => ({ ...group, tasks: group.tasks.filter(({ label }) => words.every(word => folded(label).includes(word))) }))
    .filter(({ tasks }) => tasks.length > 0);
}
