import type { Locale } from '@vlsc/shared/locale.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { keyOf } from '../../platform/node-id.ts';
import { BusinessEmail, BusinessEmailState } from './business-email.entity.ts';
import { RegisterBusinessEmailResult, ResendVerificationResult } from './registration.results.ts';
import { ReminderPreferences, ReminderPreferencesInput } from './reminder-preferences.ts';
import { LocaleName } from './user.entity.ts';
import { type BusinessEmailRow, businessEmailsOf, reminderPreferencesOf } from './user.queries.ts';
import { Session, Viewer } from './viewer.ts';

@InputType({ description: 'A business e-mail address, typed twice.' })
export class RegisterBusinessEmailInput {
  @Field(() => String, { description: 'The address that was given when the agreement was signed or the order was placed.' }) email!: string;
  @Field(() => String, { description: 'The same again.' }) emailConfirmation!: string;
}

@InputType({ description: 'Which address to write to again.' })
export class ResendVerificationInput {
  @Field(() => ID, { description: 'An address of yours.' }) businessEmailId!: string;
}

@InputType({ description: 'What to change; what is left out stays.' })
export class UpdatePreferencesInput {
  @Field(() => String, { nullable: true, description: 'The name that you go by: 1 to 100 characters.' }) displayName?: string | null;
  @Field(() => LocaleName, { nullable: true, description: 'The language of pages and mails.' }) locale?: Locale | null;
  @Field(() => ReminderPreferencesInput, { nullable: true, description: 'What to be reminded of by mail before it ends.' })
  reminders?: ReminderPreferencesInput | null;
}

@Resolver(() => Viewer)
export class ViewerResolver {
  @Access('public')
  @Query(() => Viewer, { nullable: true, description: 'The signed-in person; null when signed out.' })
  viewer(@Ctx() { viewer }: Context): Viewer | null {
    return viewer;
  }

  @Access('registration:write')
  @Mutation(() => RegisterBusinessEmailResult, {
    description:
      'Registers a business e-mail address: a mail with a link is sent to it. Malformed or differing addresses are `BAD_USER_INPUT`.',
  })
  registerBusinessEmail(
    @Arg('input', () => RegisterBusinessEmailInput) input: RegisterBusinessEmailInput,
    @Ctx() { viewer, registrations }: SignedIn,
  ) {
    return registrations.register(viewer, input);
  }

  @Access('registration:write')
  @Mutation(() => ResendVerificationResult, { description: 'Sends the mail with the link again.' })
  resendVerification(
    @Arg('input', () => ResendVerificationInput) { businessEmailId }: ResendVerificationInput,
    @Ctx() { viewer, registrations }: SignedIn,
  ) {
    return registrations.resend(viewer, keyOf('BusinessEmail', businessEmailId));
  }

  @Access('preferences:write')
  @Mutation(() => Viewer, { description: 'Changes how the product addresses you.' })
  updatePreferences(
    @Arg('input', () => UpdatePreferencesInput) input: UpdatePreferencesInput,
    @Ctx() { viewer, preferences }: SignedIn,
  ): Promise<Viewer> {
    return preferences.update(viewer, input);
  }

  @FieldResolver(() => Session, { description: 'How long you stay signed in.' })
  session(@Root() { sessionEndsAt }: Viewer, @Ctx() { settings }: Context): Session {
    return { idleSeconds: settings.periods.sessionIdle / 1000, endsAt: sessionEndsAt };
  }

  @FieldResolver(() => ReminderPreferences, { description: 'What you are reminded of by mail before it ends.' })
  reminders(@Root() viewer: Viewer, @Ctx() { database }: Context): Promise<ReminderPreferences> {
    return reminderPreferencesOf(database, viewer);
  }

  @FieldResolver(() => [BusinessEmail], { description: 'The addresses that you registered, oldest first.' })
  businessEmails(@Root() viewer: Viewer, @Ctx() { database }: Context): Promise<BusinessEmailRow[]> {
    return businessEmailsOf(database, viewer);
  }
}

@Resolver(() => BusinessEmail)
export class BusinessEmailResolver {
  @FieldResolver(() => BusinessEmailState, { description: 'Whether it is verified.' })
  state(@Root() { verifiedAt }: BusinessEmail): BusinessEmailState {
    return verifiedAt ? BusinessEmailState.VERIFIED : BusinessEmailState.AWAITING_VERIFICATION;
  }

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When the mail can be asked for again; null where there is nothing to verify: once verified, unless the registration has lapsed.',
  })
  resendAvailableAt(@Root() { sentAt, verifiedAt }: BusinessEmail, @Ctx() { registrations, viewer }: Context): Date | null {
    return verifiedAt && !viewer?.lapsedAt ? null : registrations.resendAvailableAt({ sentAt });
  }
}
