import type { Locale } from '@vlsc/shared/locale.ts';
import { html, type Markup } from './embedded-identity-html.ts';
import type { EmbeddedPerson, SignUp, SignUpFaults } from './embedded-identity-people.ts';
import { identityStyle } from './embedded-identity-style.ts';
import { identityTexts } from './embedded-identity-texts.ts';

/** Where a page's links and forms lead; all on our own origin, but `back`. */
export interface PageAddresses {
  readonly base: string;
  readonly back: string;
}

export interface PageFrame extends PageAddresses {
  readonly locale: Locale;
  /** The address of this page in the other language; none where the page is the answer to something that cannot be asked again. */
  readonly other?: string;
}

const key = html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8"
stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
<circle cx="8" cy="15" r="4.5"/><path d="m11.5 11.5 8-8M16 7l3 3M13.5 9.5l2 2"/></svg>`;

function page(frame: PageFrame, title: string, body: Markup, options: { isFaulty?: boolean; isWide?: boolean } = {}): string {
  const texts = identityTexts[frame.locale];
  const otherLocale: Locale = frame.locale === 'ja' ? 'en' : 'ja';
  return html`<!DOCTYPE html>
<html lang="${frame.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${options.isFaulty && `${texts.error}: `}${title} – ${texts.provider}</title>
<link rel="stylesheet" href="${frame.base}/assets/${identityStyle.name}">
</head>
<body${!options.isWide && html` class="narrow"`}>
<header>
<p class="provider">${key}${texts.provider}</p>
${frame.other && html`<a href="${frame.other}" lang="${otherLocale}" hreflang="${otherLocale}">${texts.otherLanguage}</a>`}
</header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.text;
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'email' | 'password';
  readonly autocomplete: string;
  readonly value?: string | undefined;
  readonly hint?: string;
  readonly fault?: string | undefined;
  readonly isFocused?: boolean;
}

function field({ name, label, type, autocomplete, value, hint, fault, isFocused }: Field): Markup {
  const described = [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(' ');
  return html`<div class="field">
<label for="${name}">${label}</label>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required${
    value !== undefined && html` value="${value}"`
  }${described !== '' && html` aria-describedby="${described}"`}${fault && html` aria-invalid="true"`}${isFocused && html` autofocus`}>
${fault && html`<p class="bad" id="${name}-fault">${fault}</p>`}
</div>
`;
}

/** An address may break after its signs, not within its words. */
const breakable = (address: string): Markup[] => address.split(/(?<=[@.])/).map((part, index) => html`${index > 0 && html`<wbr>`}${part}`);

const personButton = (person: EmbeddedPerson, action: string, locale: Locale, says = person.name, note = person.note?.[locale]): Markup =>
  html`<form method="post" action="${action}"><input type="hidden" name="subject" value="${person.subject}">
<button class="person"><span class="face" aria-hidden="true">${[...person.name][0]}</span>
<span><span class="name">${says}</span>
<span class="address">${breakable(person.email)}</span>${note && html` <span class="note">${note}</span>`}</span></button>
</form>
`;

export interface SignInPage extends PageFrame {
  readonly interaction: string;
  readonly query: string;
  readonly people: readonly EmbeddedPerson[];
  /** The person whose session this browser has, where it is enough to go on with it. */
  readonly current?: EmbeddedPerson | undefined;
  readonly email?: string | undefined;
  readonly fault?: 'WRONG' | { readonly waitSeconds: number };
}

export function signInPage(view: SignInPage): string {
  const { signIn, notice, back } = identityTexts[view.locale];
  const to = (step: string) => `${view.interaction}/${step}${view.query}`;
  const fault = view.fault && (view.fault === 'WRONG' ? signIn.wrong : signIn.wait(view.fault.waitSeconds));
  const own = html`<section class="card" aria-labelledby="own">
<h2 id="own">${signIn.own}</h2>
<p class="soft">${signIn.ownHint}</p>
${fault && html`<p class="alert" role="alert">${fault}</p>`}
<form method="post" action="${to('sign-in')}" novalidate>
${field({ name: 'email', label: signIn.email, type: 'email', autocomplete: 'username', value: view.email ?? '' })}
${field({ name: 'password', label: signIn.password, type: 'password', autocomplete: 'current-password', isFocused: Boolean(fault) })}
<button class="button">${signIn.submit}</button>
</form>
</section>
`;
  const goOn = view.current && personButton(view.current, to('choose'), view.locale, signIn.goOn(view.current.name), signIn.goOnHint);
  const body = html`<p class="notice">${notice}</p>
${goOn && html`<div class="go-on">${goOn}</div>`}
<div class="columns two">
<section class="card" aria-labelledby="samples">
<h2 id="samples">${signIn.samples}</h2>
<p class="soft">${signIn.samplesHint}</p>
<ul class="people">
${view.people.map(person => html`<li>${personButton(person, to('choose'), view.locale)}</li>`)}
</ul>
</section>
<div class="side">
${own}
<section class="card" aria-labelledby="new">
<h2 id="new">${signIn.new}</h2>
<p class="soft">${signIn.newHint}</p>
<a class="button quiet" href="${to('sign-up')}">${signIn.newLink}</a>
</section>
</div>
</div>
<p class="after"><a href="${view.back}">${back}</a></p>`;
  return page(view, signIn.title, body, { isFaulty: Boolean(fault), isWide: true });
}

export interface SignUpPage extends PageFrame {
  readonly interaction: string;
  readonly query: string;
  readonly typed?: Pick<SignUp, 'name' | 'email'>;
  readonly faults?: SignUpFaults;
}

export function signUpPage(view: SignUpPage): string {
  const { signUp, notice } = identityTexts[view.locale];
  const fields = ['name', 'email', 'password', 'passwordAgain'] as const;
  const firstFault = fields.find(name => view.faults?.[name]);
  const said = (name: (typeof fields)[number]) => {
    const fault = view.faults?.[name];
    return { fault: fault && signUp.faults[fault], isFocused: name === (firstFault ?? 'name') };
  };
  const passwords = { type: 'password', autocomplete: 'new-password' } as const;
  const body = html`<p class="notice">${notice}</p>
<div class="card">
${firstFault && html`<p class="alert" role="alert">${signUp.faulty}</p>`}
<p class="soft">${signUp.intro}</p>
<form method="post" action="${view.interaction}/sign-up${view.query}" novalidate>
${field({ name: 'name', label: signUp.name, type: 'text', autocomplete: 'name', value: view.typed?.name ?? '', ...said('name') })}
${field({
  name: 'email',
  label: signUp.email,
  type: 'email',
  autocomplete: 'email',
  hint: signUp.emailHint,
  value: view.typed?.email ?? '',
  ...said('email'),
})}
${field({ name: 'password', label: signUp.password, hint: signUp.passwordHint, ...passwords, ...said('password') })}
${field({ name: 'passwordAgain', label: signUp.passwordAgain, ...passwords, ...said('passwordAgain') })}
<button class="button">${signUp.submit}</button>
</form>
</div>
<p class="after"><a href="${view.interaction}${view.query}">${signUp.toSignIn}</a></p>`;
  return page(view, signUp.title, body, { isFaulty: firstFault !== undefined });
}

export type Outcome = 'expired' | 'failed' | 'signedOut';

/** A page that ends the matter here; its next step leads back to where the person came from. */
export function outcomePage(frame: PageFrame, outcome: Outcome, detail?: string): string {
  const { expired, failed, signOut } = identityTexts[frame.locale];
  const { title, text, next } = {
    expired,
    failed: { ...failed, next: expired.next },
    signedOut: { title: signOut.done, text: signOut.doneText, next: signOut.next },
  }[outcome];
  const body = html`<div class="card">
<p>${text}</p>
${detail && html`<p class="soft"><code>${detail}</code></p>`}
<a class="button" href="${frame.back}">${next}</a>
</div>`;
  return page(frame, title, body, { isFaulty: outcome !== 'signedOut' });
}

/** Asked only when another site sent the person here: nobody else's link signs a person out. */
export function signOutPage(frame: PageFrame, confirm: { readonly action: string; readonly secret: string }): string {
  const { signOut } = identityTexts[frame.locale];
  const body = html`<div class="card">
<p>${signOut.text}</p>
<form method="post" action="${confirm.action}">
<input type="hidden" name="xsrf" value="${confirm.secret}">
<button class="button" name="logout" value="yes">${signOut.submit}</button></form>
</div>
<p class="after"><a href="${frame.back}">${signOut.next}</a></p>`;
  return page(frame, signOut.title, body);
}
