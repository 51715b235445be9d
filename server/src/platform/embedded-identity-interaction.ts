import { isLocale, type Locale, preferredLocale } from '@vlsc/shared/locale.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { outcomePage, type PageFrame, type SignInPage, signInPage, signUpPage } from './embedded-identity-pages.ts';
import type { EmbeddedPeople, EmbeddedPerson } from './embedded-identity-people.ts';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

interface InteractionOptions {
  readonly provider: Provider;
  readonly people: EmbeddedPeople;
  readonly options: { readonly publicUrl: string; readonly redirectUri: string; readonly postLogoutRedirectUri: string };
  readonly mountPath: string;
}

/** The language of `ui_locales`, then of the browser. */
export function askingLocale(uiLocales: string, acceptLanguage: string | undefined): Locale {
  const asked = uiLocales.split(' ').map(tag => tag.toLowerCase().split('-')[0]);
  return asked.find(isLocale) ?? preferredLocale(acceptLanguage);
}

/** `form-action` names the client too: a form's answer redirects there, and browsers hold that against the form. */
export function pageHeaders({
  publicUrl,
  redirectUri,
}: {
  readonly publicUrl: string;
  readonly redirectUri: string;
}): Record<string, string> {
  const client = new URL(redirectUri).origin;
  const formAction = client === new URL(publicUrl).origin ? "'self'" : `'self' ${client}`;
  return {
    'content-security-policy': [
      "default-src 'none'",
      "style-src 'self'",
      "img-src 'self'",
      `form-action ${formAction}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cache-control': 'no-store',
  };
}

type Form = Record<string, string>;
type Asking = FastifyRequest<{ Params: { uid: string }; Querystring: { lang?: string }; Body: Form | undefined }>;

/** The pages between a client's request and its answer: choose a person, sign in by password, or sign up. */
export function interactionRoutes({ provider, people, options, mountPath }: InteractionOptions) {
  const headers = pageHeaders(options);
  const origin = new URL(options.publicUrl).origin;
  const show = (reply: FastifyReply, body: string, status = 200) =>
    reply.code(status).headers(headers).type('text/html; charset=utf-8').send(body);

  const frameOf = (request: Asking, uiLocales: string, path?: string): PageFrame => {
    const { lang } = request.query;
    const locale = isLocale(lang) ? lang : askingLocale(uiLocales, request.headers['accept-language']);
    const frame = { locale, base: mountPath, back: options.postLogoutRedirectUri };
    return path ? { ...frame, other: `${path}?lang=${locale === 'ja' ? 'en' : 'ja'}` } : frame;
  };

  /** The interaction of this address, held by this browser's cookie; otherwise the person is told to start again. */
  const interactionOf = async (request: Asking, reply: FastifyReply): Promise<Interaction | undefined> => {
    const interaction = await provider.interactionDetails(request.raw, reply.raw).catch(() => undefined);
    if (interaction?.uid === request.params.uid) return interaction;
    show(reply, outcomePage(frameOf(request, ''), 'expired'), 400);
    return undefined;
  };

  const placeOf = (request: Asking, interaction: Interaction, step = '') => {
    const path = `${mountPath}/interaction/${interaction.uid}`;
    const query = isLocale(request.query.lang) ? `?lang=${request.query.lang}` : '';
    return { ...frameOf(request, String(interaction.params.ui_locales ?? ''), `${path}${step}`), interaction: path, query };
  };

  /** Who may go on by one click without being a sample: whom this browser is signed in as, unless a fresh sign-in was asked for. */
  const currentOf = ({ session, prompt }: Interaction): EmbeddedPerson | undefined =>
    session && prompt.reasons.every(reason => reason === 'person_not_chosen') ? people.find(session.accountId) : undefined;

  const signInView = (request: Asking, interaction: Interaction): SignInPage => ({
    ...placeOf(request, interaction),
    people: people.samples,
    current: currentOf(interaction),
    email: String(interaction.params.login_hint ?? ''),
  });

  const finish = async (request: Asking, reply: FastifyReply, interaction: Interaction, { subject }: EmbeddedPerson) => {
    if (interaction.session && interaction.session.accountId !== subject) {
      // Another person than before: their session ends here, or the provider would ask to sign out first, by a script.
      const session = await provider.Session.findByUid(interaction.session.uid);
      await session?.destroy();
      interaction.session = undefined;
      await interaction.persist();
    }
    const login = { accountId: subject, remember: false };
    return reply.headers(headers).redirect(await provider.interactionResult(request.raw, reply.raw, { login }), 303);
  };

  return async (scope: FastifyInstance): Promise<void> => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 16_384 }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    scope.addHook('onRequest', async (request, reply) => {
      if (request.method === 'POST' && !isFromOurselves(request, origin)) {
        return show(reply, outcomePage(frameOf(request as Asking, ''), 'failed'), 403);
      }
    });

    scope.get('/interaction/:uid', async (request: Asking, reply) => {
      const interaction = await interactionOf(request, reply);
      return interaction ? show(reply, signInPage(signInView(request, interaction))) : reply;
    });

    scope.post('/interaction/:uid/choose', async (request: Asking, reply) => {
      const interaction = await interactionOf(request, reply);
      if (!interaction) return reply;
      const person = [...people.samples, currentOf(interaction)].find(each => each?.subject === request.body?.subject);
      if (!person) return show(reply, outcomePage(placeOf(request, interaction), 'failed'), 400);
      return finish(request, reply, interaction, person);
    });

    scope.post('/interaction/:uid/sign-in', async (request: Asking, reply) => {
      const interaction = await interactionOf(request, reply);
      if (!interaction) return reply;
      const { email = '', password = '' } = request.body ?? {};
      const answer = await people.signIn(email, password);
      if (answer === 'WRONG') return show(reply, signInPage({ ...signInView(request, interaction), email, fault: 'WRONG' }), 422);
      if ('person' in answer) return finish(request, reply, interaction, answer.person);
      reply.header('retry-after', answer.waitSeconds);
      return show(reply, signInPage({ ...signInView(request, interaction), email, fault: answer }), 429);
    });

    scope.get('/interaction/:uid/sign-up', async (request: Asking, reply) => {
      const interaction = await interactionOf(request, reply);
      return interaction ? show(reply, signUpPage(placeOf(request, interaction, '/sign-up'))) : reply;
    });

    scope.post('/interaction/:uid/sign-up', async (request: Asking, reply) => {
      const interaction = await interactionOf(request, reply);
      if (!interaction) return reply;
      const place = placeOf(request, interaction, '/sign-up');
      const { name = '', email = '', password = '', passwordAgain = '' } = request.body ?? {};
      const answer = await people.signUp({ name, email, password, passwordAgain }, place.locale);
      if ('person' in answer) return finish(request, reply, interaction, answer.person);
      return show(reply, signUpPage({ ...place, typed: { name, email }, faults: answer.faults }), 422);
    });

    for (const step of ['choose', 'sign-in']) {
      scope.get(`/interaction/:uid/${step}`, (request: Asking, reply) =>
        reply.redirect(`${mountPath}/interaction/${encodeURIComponent(request.params.uid)}`),
      );
    }
  };
}

/** A browser always says where a form comes from, in one header or the other; what says nothing holds nobody's cookies. */
function isFromOurselves({ headers }: FastifyRequest, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return headers.origin === undefined || headers.origin === origin;
}
