import { IconSearch } from '@tabler/icons-react';
import {
  type ClipboardEvent,
  Fragment,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import classes from './command-dialog.module.css';

export type Command = {
  id: string;
  icon: ReactNode;
  label: string;
  hint?: string;
  /** Where it leads, so that it can be opened in a tab of its own; commands that lead nowhere have none. */
  href?: string;
  onChoose: () => void;
};
export type CommandGroup = { key: string; label: string; commands: readonly Command[] };

type Props = {
  label: string;
  hint: string;
  text: string;
  onText: (text: string) => void;
  groups: readonly CommandGroup[];
  /** What is read out and shown below: how much was found, or that it is still being looked for. */
  status: string;
  isBusy: boolean;
  onClose: () => void;
};

/** One box over everything: what is typed narrows a list, in which the arrow keys move while the focus stays in the box (a combobox). */
export function CommandDialog({ label, hint, text, onText, groups, status, isBusy, onClose }: Props) {
  const { t } = useTranslation('ui');
  const dialog = useRef<HTMLDialogElement>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const listId = useId();
  const optionId = (id: string) => `${listId}-${id}`;
  useEffect(() => dialog.current?.showModal(), []);

  const commands = groups.flatMap(group => group.commands);
  const active = commands.find(({ id }) => id === activeId) ?? commands[0];
  useEffect(() => {
    if (active) document.getElementById(`${listId}-${active.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, listId]);

  const choose = (command: Command) => {
    dialog.current?.close();
    command.onChoose();
  };
  const move = (step: number) => {
    const index = commands.findIndex(({ id }) => id === active?.id);
    setActiveId(commands.at((index + step + commands.length) % commands.length)?.id ?? null);
  };
  const press = (event: KeyboardEvent) => {
    // These keys choose among the readings of a kana while something is being composed.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter' && active) choose(active);
    else return;
    event.preventDefault();
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text');
    // A box of one line would join the lines of a list without anything between them.
    if (!/[\r\n]/.test(pasted)) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    onText((text.slice(0, selectionStart ?? 0) + pasted.replace(/\s*[\r\n]+\s*/g, ' ') + text.slice(selectionEnd ?? text.length)).trim());
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the panel is a short cut; Escape closes too.
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-label={label}
      onClose={onClose}
      onClick={event => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <div className={classes.panel}>
        <div className={classes.box}>
          <IconSearch size="1.25rem" stroke={1.6} aria-hidden />
          <input
            type="text"
            role="combobox"
            className={classes.input}
            aria-label={label}
            aria-expanded
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={active && optionId(active.id)}
            placeholder={hint}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={text}
            onChange={event => {
              setActiveId(null);
              onText(event.currentTarget.value);
            }}
            onKeyDown={press}
            onPaste={paste}
          />
          <button type="button" className={classes.close} onClick={() => dialog.current?.close()}>
            {t('close')}
          </button>
        </div>
        <div id={listId} role="listbox" aria-label={label} aria-busy={isBusy} className={classes.list}>
          {groups.map(group => (
            <Fragment key={group.key}>
              {/* biome-ignore lint/a11y/useSemanticElements: a listbox holds options and groups, no fieldset. */}
              <div role="group" aria-labelledby={`${listId}-group-${group.key}`}>
                <p id={`${listId}-group-${group.key}`} className={classes.group}>
                  {group.label}
                </p>
                {group.commands.map(command => (
                  <Option
                    key={command.id}
                    id={optionId(command.id)}
                    command={command}
                    isActive={command.id === active?.id}
                    onPoint={() => setActiveId(command.id)}
                    onChoose={() => choose(command)}
                  />
                ))}
              </div>
            </Fragment>
          ))}
        </div>
        <div className={classes.foot}>
          <p role="status">{status}</p>
          <p aria-hidden className={classes.keys}>
            <kbd>↑</kbd>
            <kbd>↓</kbd> {t('keys.move')} <kbd>Enter</kbd> {t('keys.choose')} <kbd>Esc</kbd> {t('close')}
          </p>
        </div>
      </div>
    </dialog>
  );
}

type OptionProps = { id: string; command: Command; isActive: boolean; onPoint: () => void; onChoose: () => void };

function Option({ id, command: { icon, label, hint, href }, isActive, onPoint, onChoose }: OptionProps) {
  const click = (event: MouseEvent) => {
    if (href && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    onChoose();
  };
  const Element = href ? 'a' : 'div';
  return (
    // The focus stays in the box; whoever points at an option makes it the active one.
    <Element
      id={id}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      className={classes.option}
      {...(href && { href })}
      onPointerMove={onPoint}
      onClick={click}
    >
      <span className={classes.icon}>{icon}</span>
      <span className={classes.words}>
        <span>{label}</span>
        {hint && <span className={classes.hint}>{hint}</span>}
      </span>
    </Element>
  );
}
