import type { Locale } from '@vlsc/shared/locale.ts';
import { type Message, say } from '@vlsc/shared/messages.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, InterfaceType, ObjectType, Resolver, Root, registerEnumType } from 'type-graphql';
import { typeNameOf } from './node.ts';

export enum NextStepKind {
  SIGN_IN = 'SIGN_IN',
  REGISTER = 'REGISTER',
  VERIFY_ADDRESS = 'VERIFY_ADDRESS',
  RESEND_VERIFICATION = 'RESEND_VERIFICATION',
  CORRECT_ADDRESS = 'CORRECT_ADDRESS',
  CHECK_NUMBERS = 'CHECK_NUMBERS',
  REQUEST_PERMISSIONS = 'REQUEST_PERMISSIONS',
  CONTACT_SUPPORT = 'CONTACT_SUPPORT',
  WAIT = 'WAIT',
  VIEW_REQUEST = 'VIEW_REQUEST',
  VIEW_LICENSES = 'VIEW_LICENSES',
  ASK_CUSTOMER = 'ASK_CUSTOMER',
  VIEW_CASE = 'VIEW_CASE',
  VIEW_EXPORTS = 'VIEW_EXPORTS',
  VIEW_API_TOKENS = 'VIEW_API_TOKENS',
  VIEW_WEBHOOKS = 'VIEW_WEBHOOKS',
  ADD_USER = 'ADD_USER',
  MANAGE_USERS = 'MANAGE_USERS',
  CHOOSE_TAKEOVER = 'CHOOSE_TAKEOVER',
  RESTORE_REGISTRATION = 'RESTORE_REGISTRATION',
}
registerEnumType(NextStepKind, { name: 'NextStepKind', description: 'What a person can do next.' });

@ObjectType({ description: 'Something that a person can do next.' })
export class NextStep {
  @Field(() => NextStepKind, { description: 'What to do.' })
  readonly kind: NextStepKind;
  @Field(() => String, {
    nullable: true,
    description: 'Where it is done: a path of the single-page application; null where the step is to wait.',
  })
  readonly path: string | null;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When waiting ends at the latest; null where there is nothing to wait for.',
  })
  readonly waitUntil: Date | null;

  constructor(kind: keyof typeof NextStepKind, path: string | null = null, waitUntil: Date | null = null) {
    this.kind = NextStepKind[kind];
    this.path = path;
    this.waitUntil = waitUntil;
  }
}

/** A failure that is to be expected: returned, never thrown, with a sentence for the person and what to do next. */
@InterfaceType({ description: 'A failure that is to be expected, with what to do about it.', resolveType: typeNameOf })
export abstract class Problem {
  @Field(() => String, { description: 'What is the matter, in the language of the caller.' })
  readonly message!: string;
  @Field(() => [NextStep], { description: 'What to do about it, best first.' })
  readonly nextSteps: readonly NextStep[];

  constructor(
    readonly said: Message,
    nextSteps: readonly NextStep[],
  ) {
    this.nextSteps = nextSteps;
  }
}

interface Speaking {
  readonly locale: Locale;
}

@Resolver(() => Problem)
export class ProblemResolver {
  @FieldResolver(() => String)
  message(@Root() { said }: Problem, @Ctx() { locale }: Speaking): string {
    return say(said, locale);
  }
}

@Resolver(() => NextStep)
export class NextStepResolver {
  @FieldResolver(() => String, { description: 'What to do, in the language of the caller: the text of a button.' })
  label(@Root() { kind }: NextStep, @Ctx() { locale }: Speaking): string {
    return say({ key: `steps.${kind}` }, locale);
  }
}
