import type { FastifyInstance } from 'fastify';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { askingLocale, interactionRoutes, pageHeaders } from './embedded-identity-interaction.ts';
import { outcomePage, type PageFrame, signOutPage } from './embedded-identity-pages.ts';
import { EmbeddedPeople, type EmbeddedPerson } from './embedded-identity-people.ts';
import { identityKeysIn, memoryAdapter } from './embedded-identity-store.ts';
import { identityStyle } from './embedded-identity-style.ts';

export type { EmbeddedPerson } from './embedded-identity-people.ts';

export interface EmbeddedIdentityOptions {
  readonly publicUrl: string;
  readonly folder: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly postLogoutRedirectUri: string;
  readonly people: readonly EmbeddedPerson[];
}

export interface EmbeddedIdentity {
  readonly issuer: string;
  mount(app: FastifyInstance): Promise<void>;
}

const mountPath = '/oidc';
const minutes = 60;
const hours = 60 * minutes;

/** A real OpenID Connect provider with sample people and sign-up, for trying the product without any other. */
export async function createEmbeddedIdentity(options: EmbeddedIdentityOptions): Promise<EmbeddedIdentity> {
  const { Provider, interactionPolicy } = await import('oidc-provider');
  const [keys, people] = await Promise.all([identityKeysIn(options.folder), EmbeddedPeople.load(options.people, options.folder)]);
  const publicUrl = new URL(options.publicUrl);
  const issuer = `${publicUrl.href.replace(/\/+$/, '')}${mountPath}`;
  const isSecure = publicUrl.protocol === 'https:';

  const frameOf = (ctx: KoaContextWithOIDC): PageFrame => ({
    locale: askingLocale(String(ctx.oidc.params?.ui_locales ?? ''), ctx.get('accept-language')),
    base: mountPath,
    back: options.postLogoutRedirectUri,
  });
  const show = (ctx: KoaContextWithOIDC, body: string) => {
    ctx.set(pageHeaders(options));
    ctx.type = 'html';
    ctx.body = body;
  };

  const policy = interactionPolicy.base();
  policy.remove('consent');
  policy.get('login')?.checks.add(
    new interactionPolicy.Check('person_not_chosen', 'the person must be chosen', 'login_required', ({ oidc }) => {
      const isSilent = oidc.prompts.has('none') && Boolean(oidc.session?.accountId);
      return !isSilent && !oidc.result?.login;
    }),
  );

  const configuration: Configuration = {
    adapter: memoryAdapter(),
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        redirect_uris: [options.redirectUri],
        post_logout_redirect_uris: [options.postLogoutRedirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: keys.jwks,
    cookies: {
      keys: keys.cookieKeys,
      names: isSecure
        ? { session: '__Host-identity', interaction: '__Secure-identity-interaction', resume: '__Secure-identity-resume' }
        : { session: 'identity', interaction: 'identity-interaction', resume: 'identity-resume' },
    },
    responseTypes: ['code'],
    scopes: ['openid', 'profile', 'email'],
    claims: { openid: ['sub'], profile: ['name', 'locale'], email: ['email'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    clientBasedCORS: () => false,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async ctx => {
          if (isOurOwnSignOut(ctx)) await signOut(ctx);
          else
            show(
              ctx,
              signOutPage(frameOf(ctx), { action: `${mountPath}/session/end/confirm`, secret: String(ctx.oidc.session?.state?.secret) }),
            );
        },
        postLogoutSuccessSource: async ctx => show(ctx, outcomePage(frameOf(ctx), 'signedOut')),
      },
    },
    interactions: { policy, url: (_ctx, interaction) => `${mountPath}/interaction/${interaction.uid}` },
    findAccount: async (_ctx, subject) => {
      const person = people.find(subject);
      const claims = async () => ({ sub: subject, name: person?.name, email: person?.email, locale: person?.locale });
      return person && { accountId: subject, claims };
    },
    loadExistingGrant: async ctx => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client?.clientId, accountId: ctx.oidc.session?.accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    renderError: async (ctx, out, error) => {
      const isExpired = error.name === 'SessionNotFound';
      show(
        ctx,
        outcomePage(frameOf(ctx), isExpired ? 'expired' : 'failed', isExpired ? undefined : [out.error, out.error_description].join(': ')),
      );
    },
    ttl: {
      AccessToken: 10 * minutes,
      AuthorizationCode: minutes,
      IdToken: hours,
      Interaction: hours,
      Session: 12 * hours,
      Grant: 12 * hours,
    },
  };

  const provider = new Provider(issuer, configuration);
  provider.proxy = true;
  provider.use(async (ctx, next) => {
    await next();
    const { oidc } = ctx as KoaContextWithOIDC;
    // Without a session the provider would answer with a page that submits itself by a script, which our policy forbids.
    if (oidc?.route === 'end_session' && ctx.status === 200 && !oidc.session?.accountId) afterSignOut(ctx as KoaContextWithOIDC);
  });
  const answer = provider.callback();

  const mount = async (app: FastifyInstance): Promise<void> => {
    await app.register(
      async scope => {
        scope.get(`/assets/${identityStyle.name}`, (_request, reply) =>
          reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(identityStyle.text),
        );
        await scope.register(interactionRoutes({ provider, people, options, mountPath }));
        await scope.register(async rest => {
          rest.removeAllContentTypeParsers();
          rest.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
          rest.route({
            method: ['GET', 'POST', 'OPTIONS'],
            url: '/*',
            handler: (request, reply) => {
              const { raw } = request;
              // Links and cookies follow the public address, whatever Host or forwarding headers a caller invents.
              raw.headers.host = publicUrl.host;
              raw.headers['x-forwarded-proto'] = publicUrl.protocol.slice(0, -1);
              delete raw.headers['x-forwarded-host'];
              reply.hijack();
              const path = raw.url ?? '/';
              void answer(Object.assign(raw, { originalUrl: path, url: path.slice(mountPath.length) }), reply.raw);
            },
          });
        });
      },
      { prefix: mountPath },
    );
  };
  return { issuer, mount };
}

/** The client's own ID token, or a request that our own origin made, shows that the person meant it. */
function isOurOwnSignOut(ctx: KoaContextWithOIDC): boolean {
  if (!ctx.oidc.client) return false;
  return Boolean(ctx.oidc.entities.IdTokenHint) || ['', 'same-origin', 'none'].includes(ctx.get('sec-fetch-site'));
}

async function signOut(ctx: KoaContextWithOIDC): Promise<void> {
  const { session, provider } = ctx.oidc;
  for (const { grantId } of Object.values(session?.authorizations ?? {})) {
    if (!grantId) continue;
    await Promise.all([provider.AccessToken.revokeByGrantId(grantId), provider.AuthorizationCode.revokeByGrantId(grantId)]);
    await provider.Grant.adapter.destroy(grantId);
  }
  await session?.destroy();
  ctx.cookies.set(provider.cookieName('session'), null, { httpOnly: true, sameSite: 'lax' });
  afterSignOut(ctx);
}

function afterSignOut(ctx: KoaContextWithOIDC): void {
  const { post_logout_redirect_uri: uri, state } = ctx.oidc.params ?? {};
  const to = new URL(typeof uri === 'string' ? uri : ctx.oidc.urlFor('end_session_success'));
  if (typeof uri === 'string' && typeof state === 'string') to.searchParams.set('state', state);
  ctx.status = 303;
  ctx.redirect(to.href);
}
