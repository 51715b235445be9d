import { useDebouncedValue } from '@mantine/hooks';
import { IconListCheck } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { longestSearch } from '@vlsc/shared/limits.ts';
import { paths } from '@vlsc/shared/paths.ts';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFound } from '../../features/search/found.tsx';
import { entriesOf, hashOf, isListOfNumbers } from '../../features/search/typed-numbers.ts';
import type { Viewer } from '../../features/viewer/use-viewer.ts';
import { useSearchEverythingQuery } from '../../gql/operations.ts';
import { rememberSignedIn } from '../../lib/sign-in.ts';
import { type Command, CommandDialog, type CommandGroup } from '../../ui/command-dialog.tsx';
import type { MenuGroup } from '../navigation.ts';
import { tasksMatching, useTasks } from './use-tasks.tsx';

type Place = { to: string; search?: Record<string, string>; hash?: string };
type Props = { viewer: Viewer; menu: readonly MenuGroup[]; onClose: () => void };

/** Search over everything that the person may see, and what can be done from anywhere. What was searched for is kept nowhere. */
export function Palette({ viewer, menu, onClose }: Props) {
  const { t } = useTranslation(['search', 'terms']);
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const [asked] = useDebouncedValue(text, 150);
  const isList = isListOfNumbers(text);
  const isAsking = text !== '' && [...text].length <= longestSearch;
  const { data, error } = useSearchEverythingQuery({
    variables: { text: asked },
    skip: asked === '' || !isAsking,
    fetchPolicy: 'no-cache',
  });
  const signingOut = useRef<HTMLFormElement>(null);
  const tasks = useTasks(viewer, menu, () => signingOut.current?.requestSubmit());
  const foundIn = useFound(viewer.isStaff);

  const leading = ({ to, search, hash }: Place): Pick<Command, 'href' | 'onChoose'> => ({
    href: router.buildLocation({ to, search, hash } as never).href,
    onChoose: () => void router.navigate({ to, search, hash } as never),
  });
  const results = isAsking && asked !== '' ? data?.viewer?.search : undefined;
  const isBusy = isAsking && !error && (asked !== text || !results);
  const groups: CommandGroup[] = [
    ...(isList
      ? [
          {
            key: 'list',
            label: t('groups.list'),
            commands: [
              {
                id: 'list',
                icon: <IconListCheck size="1.15rem" stroke={1.6} aria-hidden />,
                label: t('lookUpList', { count: entriesOf(text).length }),
                ...leading({ to: paths.lookUp, hash: hashOf(entriesOf(text)) }),
              },
            ],
          },
        ]
      : []),
    ...tasksMatching(tasks, text).map(({ key, label, tasks }) => ({
      key,
      label,
      commands: tasks.map(task => ({ ...task, ...('to' in task ? leading(task) : { onChoose: task.act }) })),
    })),
    ...(results ? foundIn(results, asked) : []).map(({ key, label, found }) => ({
      key,
      label,
      commands: found.map(each => ({ ...each, ...leading(each) })),
    })),
  ];
  const count = groups.reduce((sum, { commands }) => sum + commands.length, 0);
  return (
    <>
      <CommandDialog
        label={t('title')}
        hint={t('hint')}
        text={typed}
        onText={setTyped}
        groups={groups}
        status={error && isAsking ? t('failed') : isBusy ? t('searching') : count === 0 ? t('nothing') : t('count', { count })}
        isBusy={isBusy}
        onClose={onClose}
      />
      <form ref={signingOut} method="post" action="/auth/sign-out" onSubmit={() => rememberSignedIn(false)} hidden />
    </>
  );
}
