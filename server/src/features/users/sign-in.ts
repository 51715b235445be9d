import { type Locale, preferredLocale } from '@vlsc/shared/locale.ts';
import * as openid from 'openid-client';
import type { Clock } from '../../platform/clock.ts';
import { later } from '../../platform/clock.ts';
import { type Database, violatedConstraint, within } from '../../platform/database.ts';
import { type Keyring, randomSecret } from '../../platform/secrets.ts';
import { beginSession } from './session.queries.ts';
import { Identity, User } from './user.entity.ts';

export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What the browser keeps, sealed, while the person is at the identity provider. */
interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
  readonly startedAt: number;
}

interface Claims {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly name: string;
  readonly locale: Locale;
}

/** A person who signs in, with what their session remembers of it. */
interface Arrival extends Claims {
  readonly idToken: string;
  readonly authenticatedAt: Date;
}

const newcomer = ({ issuer, subject, email, name, locale }: Claims, at: Date): Identity =>
  new Identity({ user: new User({ displayName: name, locale, at }), issuer, subject, email, at });

const attemptLasts = 15 * 60_000;

/** Only paths of our own: never another host, however it is spelled. */
export const ownPath = (path: string | undefined): string =>
  path && /^\/(?![/\\])[^\\\s]*$/.test(path) && path.length <= 2000 ? path : '/';

/** Sign-in by OpenID Connect: authorization code with PKCE, state and nonce; the identity is issuer and subject. */
export class SignIn {
  private configuration: Promise<openid.Configuration> | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keyring: Keyring,
    private readonly provider: IdentityProvider,
    private readonly options: { publicUrl: string; sessionLongest: number },
  ) {}

  /** Where to send the browser, and what it shall keep meanwhile. `isAgain` has the provider ask even whom it knows. */
  async begin(returnTo: string, uiLocales: string, isAgain = false): Promise<{ location: string; state: string; attempt: string }> {
    const configuration = await this.discover();
    const attempt: Attempt = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      verifier: openid.randomPKCECodeVerifier(),
      returnTo: ownPath(returnTo),
      startedAt: this.clock.now().getTime(),
    };
    const location = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: `${this.options.publicUrl}/auth/callback`,
      scope: 'openid profile email',
      code_challenge: await openid.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
      state: attempt.state,
      nonce: attempt.nonce,
      ui_locales: uiLocales,
      // with it the provider says when it last asked who this is
      max_age: String(this.options.sessionLongest / 1000),
      ...(isAgain && { prompt: 'login' }),
    });
    const sealed = this.keyring.seal('sign-in', attempt.state, JSON.stringify(attempt)).toString('base64url');
    return { location: location.href, state: attempt.state, attempt: sealed };
  }

  /** Completes what `begin` began. Throws when anything does not fit; then nobody is signed in. */
  async complete(
    callbackUrl: URL,
    sealedAttempt: string,
    acceptLanguage: string | undefined,
  ): Promise<{ token: string; returnTo: string }> {
    const state = callbackUrl.searchParams.get('state') ?? '';
    const attempt = JSON.parse(this.keyring.open('sign-in', state, Buffer.from(sealedAttempt, 'base64url'))) as Attempt;
    if (this.clock.now().getTime() - attempt.startedAt > attemptLasts) throw new Error('The sign-in took too long.');
    const configuration = await this.discover();
    const tokens = await openid.authorizationCodeGrant(configuration, callbackUrl, {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims?.sub || claims.iss !== configuration.serverMetadata().issuer) throw new Error('The identity provider named nobody.');
    const asked = claims.auth_time;
    const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : null);
    const token = await this.welcome({
      issuer: claims.iss,
      subject: claims.sub,
      email: text(claims['email']),
      name: text(claims['name']) ?? text(claims['email'])?.split('@')[0] ?? '—',
      locale: preferredLocale(text(claims['locale']) ?? acceptLanguage),
      idToken: tokens.id_token ?? '',
      authenticatedAt: asked === undefined ? this.clock.now() : new Date(asked * 1000),
    });
    return { token, returnTo: attempt.returnTo };
  }

  /** Where the browser ends the provider's own session. */
  async signOutLocation(idToken: string | null): Promise<string> {
    const home = `${this.options.publicUrl}/`;
    const configuration = await this.discover();
    if (!idToken || !configuration.serverMetadata().end_session_endpoint) return home;
    return openid.buildEndSessionUrl(configuration, { id_token_hint: idToken, post_logout_redirect_uri: home }).href;
  }

  private async welcome(person: Arrival): Promise<string> {
    const at = this.clock.now();
    const token = randomSecret();
    const signIn = () =>
      this.database.transaction(async em => {
        const known = await em.findOne(Identity, { issuer: person.issuer, subject: person.subject }, { populate: ['user'] });
        if (known) {
          known.email = person.email;
          known.user.unwrap().signIn(at);
        }
        const identity = known ?? newcomer(person, at);
        await em.persist(identity).flush();
        await beginSession(within(em), {
          token,
          userId: identity.user.id,
          identityId: identity.id,
          idToken: person.idToken,
          at,
          authenticatedAt: person.authenticatedAt,
          endsAt: later(at, this.options.sessionLongest),
        });
      });
    try {
      await signIn();
    } catch (error) {
      // two first sign-ins of one person at once: the other one made the account
      if (violatedConstraint(error) !== 'identity_issuer_subject_key') throw error;
      await signIn();
    }
    return token;
  }

  /** Asks the provider for its addresses, again after a failure. */
  private discover(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret } = this.provider;
    const isPlain = issuer.startsWith('http:');
    this.configuration ??= openid
      .discovery(new URL(issuer), clientId, { client_secret: clientSecret }, undefined, {
        // oauth4webapi leaves the ID token of the code flow unchecked unless told to check it
        execute: [openid.enableNonRepudiationChecks, ...(isPlain ? [openid.allowInsecureRequests] : [])],
        timeout: 10,
      })
      .catch((error: unknown) => {
        this.configuration = null;
        throw error;
      });
    return this.configuration;
  }
}
