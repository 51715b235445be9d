import type { ApiScopeName } from '@vlsc/shared/api-scope.ts';
import type { Locale } from '@vlsc/shared/locale.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { Scope } from '../../platform/scope.ts';
import { LocaleName } from './user.entity.ts';

export enum RegistrationState {
  NOT_REGISTERED = 'NOT_REGISTERED',
  AWAITING_VERIFICATION = 'AWAITING_VERIFICATION',
  REGISTERED = 'REGISTERED',
  LAPSED = 'LAPSED',
}
registerEnumType(RegistrationState, {
  name: 'RegistrationState',
  description: 'How far a person is with tying their sign-in to a business e-mail address.',
});

@Scope('profile:read')
@ObjectType({ description: 'The tie between a sign-in and business e-mail addresses.' })
export class Registration {
  @Field(() => RegistrationState, { description: 'How far it is.' }) readonly state!: RegistrationState;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the first address was verified; null before that.' })
  readonly registeredAt!: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the registration lapsed; null while it has not.' })
  readonly lapsedAt!: Date | null;
}

@Scope('session')
@ObjectType({ description: 'The session that the caller signed in with.' })
export class Session {
  @Field(() => Int, { description: 'Without a request for that many seconds it ends; it may be noticed up to a minute less.' })
  readonly idleSeconds!: number;
  @Field(() => GraphQLDateTime, { description: 'When it ends in any case.' }) readonly endsAt!: Date;
}

/** The person who makes a request, as the session says. Made by `authenticate`, never by hand. */
@ObjectType({ implements: Node, description: 'The signed-in person, and the way to everything that is theirs.' })
export class Viewer extends Node {
  readonly __typename = 'Viewer';
  override readonly id!: string;
  readonly identityId!: string;
  @Field(() => String, { description: 'The name that the person goes by.' }) readonly displayName!: string;
  @Scope('profile:read')
  @Field(() => String, { nullable: true, description: 'The e-mail address that the identity provider told; it opens nothing.' })
  readonly signInEmail!: string | null;
  @Field(() => LocaleName, { description: 'The language of pages and mails.' }) readonly locale!: Locale;
  @Field(() => Boolean, { description: "Whether the person is of the operator's staff." }) readonly isStaff!: boolean;
  readonly registeredAt!: Date | null;
  readonly isAwaitingVerification!: boolean;
  readonly lapsedAt!: Date | null;
  readonly sessionEndsAt!: Date;
  /** When the person last showed the identity provider who they are. */
  readonly authenticatedAt!: Date;
  /** The API token that asks for the person; null in a session. */
  readonly token!: { readonly id: string; readonly scopes: ReadonlySet<ApiScopeName>; readonly isNarrowed: boolean } | null;

  static from(row: Omit<Viewer, keyof typeof Viewer.prototype | '__typename'>): Viewer {
    return Object.assign(Object.create(Viewer.prototype) as Viewer, row, { __typename: 'Viewer' });
  }

  @Field(() => Registration, { description: 'The tie to business e-mail addresses.' })
  get registration(): Registration {
    return { state: this.registrationState, registeredAt: this.registeredAt, lapsedAt: this.lapsedAt };
  }

  get isRegistered(): boolean {
    return this.registrationState === RegistrationState.REGISTERED;
  }

  /** The token that narrows what the person may do here to some licenses; null where nothing does. */
  get reach(): string | null {
    return this.token?.isNarrowed ? this.token.id : null;
  }

  /** Whether what is about other people may be told: to people always, to programs where they were made for it. */
  get mayReadUsers(): boolean {
    return this.token?.scopes.has('users:read') ?? true;
  }

  is(userId: string): boolean {
    return this.id === userId;
  }

  private get registrationState(): RegistrationState {
    if (this.lapsedAt) return RegistrationState.LAPSED;
    if (this.registeredAt) return RegistrationState.REGISTERED;
    return this.isAwaitingVerification ? RegistrationState.AWAITING_VERIFICATION : RegistrationState.NOT_REGISTERED;
  }
}
