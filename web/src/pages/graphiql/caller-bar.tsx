import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLocale, useLocale } from '../../lib/i18n.ts';
import { signInAddress } from '../../lib/sign-in.ts';
import { ask, keepToken, useToken } from './ask.ts';
import classes from './graphiql-page.module.css';

type Caller =
  | { readonly kind: 'loading' | 'nobody' | 'unnamedToken' | 'unreachable' }
  | { readonly kind: 'person' | 'staff' | 'token'; readonly name: string }
  | { readonly kind: 'refused'; readonly message: string };

async function findCaller(token: string | null, signal: AbortSignal): Promise<Caller> {
  const query = 'query WhoAsks { viewer { displayName isStaff } }';
  const { data, errors } = await ask<{ viewer: { displayName: string; isStaff: boolean } | null }>({ query }, { signal });
  const [error] = errors ?? [];
  if (error && token !== null)
    return error.extensions?.code === 'INSUFFICIENT_SCOPE' ? { kind: 'unnamedToken' } : { kind: 'refused', message: error.message };
  const viewer = data?.viewer;
  if (!viewer) return { kind: 'nobody' };
  return { kind: token !== null ? 'token' : viewer.isStaff ? 'staff' : 'person', name: viewer.displayName };
}

/** Whom the server sees behind the questions: found anew with each token, and in each language. */
function useCaller(token: string | null): Caller {
  const locale = useLocale();
  const [caller, setCaller] = useState<Caller>({ kind: 'loading' });
  // a refusal is worded in the language of the page
  useEffect(() => {
    const aborted = new AbortController();
    findCaller(token, aborted.signal).then(setCaller, () => aborted.signal.aborted || setCaller({ kind: 'unreachable' }));
    return () => aborted.abort();
  }, [token, locale]);
  return caller;
}

/** Who asks, and how to ask as somebody else: by signing in, or with a token. */
export function CallerBar() {
  const { t } = useTranslation('graphiql');
  const locale = useLocale();
  const token = useToken();
  const caller = useCaller(token);
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <header className={classes.bar}>
      <a href="/" title={t('home')}>
        VLSC
      </a>
      <h1>GraphiQL</h1>
      <p role="status" data-kind={caller.kind}>
        {t(`asks.${caller.kind}`, { name: 'name' in caller ? caller.name : '', message: 'message' in caller ? caller.message : '' })}
      </p>
      <div className={classes.actions}>
        {caller.kind === 'nobody' && <a href={signInAddress('/graphiql')}>{t('signIn')}</a>}
        {token === null ? (
          <button type="button" ref={opener} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t('token.use')}
          </button>
        ) : (
          <button type="button" ref={opener} onClick={() => keepToken(null)}>
            {t('token.stop')}
          </button>
        )}
        <button type="button" lang={locale === 'ja' ? 'en' : 'ja'} onClick={() => void chooseLocale(locale === 'ja' ? 'en' : 'ja')}>
          {t('language')}
        </button>
      </div>
      {isOpen && token === null && <TokenForm onDone={close} />}
    </header>
  );
}

function TokenForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('graphiql');
  const [isMalformed, setMalformed] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => input.current?.focus(), []);
  const use = (event: FormEvent) => {
    event.preventDefault();
    const pasted = input.current?.value.trim() ?? '';
    if (!/^vlsc_\w+$/.test(pasted)) {
      setMalformed(true);
      input.current?.focus();
      return;
    }
    keepToken(pasted);
    onDone();
  };
  return (
    <form className={classes.token} onSubmit={use} onKeyDown={({ key }) => key === 'Escape' && onDone()}>
      <label htmlFor={id}>{t('token.label')}</label>
      <input
        id={id}
        ref={input}
        type="password"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isMalformed}
        aria-describedby={`${id}-hint`}
        onChange={() => setMalformed(false)}
      />
      <button type="submit">{t('token.submit')}</button>
      <button type="button" onClick={onDone}>
        {t('token.cancel')}
      </button>
      <p id={`${id}-hint`} data-kind={isMalformed ? 'refused' : undefined}>
        {isMalformed ? t('token.malformed') : t('token.hint')}
      </p>
    </form>
  );
}
