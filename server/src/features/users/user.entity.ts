import { type Ref, ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { EndingKindName } from '@vlsc/shared/ending.ts';
import type { Locale } from '@vlsc/shared/locale.ts';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { Scope } from '../../platform/scope.ts';
import { standardReminders } from './reminder-preferences.ts';

export enum LocaleName {
  JA = 'ja',
  EN = 'en',
}
registerEnumType(LocaleName, { name: 'Locale', description: 'A language of the product.' });

@Scope('users:read')
@ObjectType({
  implements: Node,
  description:
    'A person who signs in to the portal. Visible to themself, to administrators of a license they hold a role on, and to staff.',
})
@Entity({ tableName: 'user_account' })
export class User extends Node {
  @PrimaryKey({ type: 'uuid' })
  override readonly id: string = crypto.randomUUID();
  @Field(() => String, { description: 'The name that the person goes by.' })
  @Property({ type: 'text' })
  displayName: string;
  @Property({ type: 'text' })
  locale: Locale;
  @Property({ type: 'datetime' })
  readonly createdAt: Date;
  @Property({ type: 'datetime' })
  lastSignedInAt: Date;
  @Property({ type: 'datetime', nullable: true })
  lapsedAt: Date | null = null;
  @Property({ type: 'datetime', nullable: true })
  lapseWarnedAt: Date | null = null;
  @Property({ type: 'text[]' })
  reminderKinds: EndingKindName[] = [...standardReminders.kinds];
  @Property({ type: 'integer[]' })
  reminderDays: number[] = [...standardReminders.days];

  constructor(person: { displayName: string; locale: Locale; at: Date }) {
    super();
    this.displayName = person.displayName;
    this.locale = person.locale;
    this.createdAt = person.at;
    this.lastSignedInAt = person.at;
  }

  signIn(at: Date): void {
    this.lastSignedInAt = at;
    this.lapseWarnedAt = null;
  }

  /** Ends the lapse: what was suspended is in effect again. */
  comeBack(): void {
    this.lapsedAt = null;
  }

  prefer({ displayName, locale }: { displayName?: string | null; locale?: Locale | null }): void {
    if (displayName) this.displayName = displayName;
    if (locale) this.locale = locale;
  }

  /** Changes what to be reminded of and when; null leaves it. */
  remindOf({ kinds, days }: { kinds: EndingKindName[] | null; days: number[] | null }): void {
    if (kinds) this.reminderKinds = kinds;
    if (days) this.reminderDays = days;
  }
}

/** A person as an OpenID provider knows them: issuer and subject, never the e-mail claim. */
@Entity()
export class Identity {
  @PrimaryKey({ type: 'uuid' })
  readonly id: string = crypto.randomUUID();
  @ManyToOne(() => User, { ref: true })
  readonly user: Ref<User>;
  @Property({ type: 'text' })
  readonly issuer: string;
  @Property({ type: 'text' })
  readonly subject: string;
  @Property({ type: 'text', nullable: true })
  email: string | null;
  @Property({ type: 'datetime' })
  readonly createdAt: Date;

  constructor(identity: { user: User; issuer: string; subject: string; email: string | null; at: Date }) {
    this.user = ref(identity.user);
    this.issuer = identity.issuer;
    this.subject = identity.subject;
    this.email = identity.email;
    this.createdAt = identity.at;
  }
}
