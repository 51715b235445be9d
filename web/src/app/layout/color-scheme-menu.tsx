import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun, type TablerIcon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Disclosure } from '../../ui/disclosure.tsx';
import classes from './header-menu.module.css';

const icons: Record<MantineColorScheme, TablerIcon> = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon };
const schemes = ['auto', 'light', 'dark'] as const;

export function ColorSchemeMenu() {
  const { t } = useTranslation();
  // Mantine would switch transitions off by a <style> element, which the Content-Security-Policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const Current = icons[colorScheme];
  return (
    <Disclosure label={t('colorScheme.label')} button={<Current size="1.25rem" stroke={1.6} aria-hidden />}>
      {close => (
        <ul className={classes.list}>
          {schemes.map(scheme => {
            const Icon = icons[scheme];
            return (
              <li key={scheme}>
                <button
                  type="button"
                  className={classes.item}
                  aria-pressed={scheme === colorScheme}
                  onClick={() => {
                    setColorScheme(scheme);
                    close();
                  }}
                >
                  <Icon size="1.1rem" stroke={1.6} aria-hidden />
                  {t(`colorScheme.${scheme}`)}
                  {scheme === colorScheme && <IconCheck size="1rem" className={classes.check} aria-hidden />}
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </Disclosure>
  );
}
