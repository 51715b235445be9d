import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { connectionOf } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { User } from '../users/user.entity.ts';

@Scope('support:read')
@ObjectType({
  implements: Node,
  description: 'A message in a support case. Visible to the person of the case and to staff; never changed.',
})
export class SupportCaseMessage extends Node {
  @Field(() => Boolean, { description: 'Whether support wrote it; otherwise the person of the case did.' }) readonly isFromStaff!: boolean;
  @Field(() => User, {
    nullable: true,
    description: 'Who wrote it. For messages of support null unless you are staff: to the person of the case they are from support.',
  })
  readonly author!: User | null;
  @Field(() => String, { description: 'The text, with its line breaks.' }) readonly body!: string;
  @Field(() => GraphQLDateTime, { description: 'When it was sent.' }) readonly writtenAt!: Date;
}

export const SupportCaseMessageConnection = connectionOf(() => SupportCaseMessage, 'SupportCaseMessage');
