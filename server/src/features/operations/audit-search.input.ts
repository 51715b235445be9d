import { isLicensingNumber, normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { longestSearch } from '@vlsc/shared/limits.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import { type BadField, refuseBad } from '../../platform/errors.ts';
import { keyOf } from '../../platform/node-id.ts';
import { readText } from '../../platform/text.ts';
import { HistoryAction } from '../permissions/history-event.ts';
import type { AuditConditions } from './audit-search.queries.ts';

@InputType({ description: 'Which events of the audit trail; what is left out narrows nothing.' })
export class AuditEventFilter {
  @Field(() => [HistoryAction], { nullable: true, description: 'One of these actions.' }) actions?: (keyof typeof HistoryAction)[] | null;
  @Field(() => ID, { nullable: true, description: 'Done by this user.' }) actorId?: string | null;
  @Field(() => ID, { nullable: true, description: 'About this user: done to them, or by them to what is their own.' })
  personId?: string | null;
  @Field(() => String, { nullable: true, description: 'About the license with this Licensing ID, as people type it.' })
  licensingId?: string | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'At this instant or later.' }) from?: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Before this instant.' }) to?: Date | null;
  @Field(() => String, { nullable: true, description: 'Caused by this request to the API, as an error or the log names it.' })
  requestId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: `A whole Licensing ID, agreement number, number of an access request or support case, or e-mail address, up to ${longestSearch} characters.`,
  })
  search?: string | null;
}

/** The filter as conditions on rows; throws with every field that cannot be read. */
export function readAuditFilter(filter: AuditEventFilter | null): AuditConditions {
  const bad: BadField[] = [];
  const search = readText(filter?.search, 'filter.search', longestSearch, bad);
  const requestId = readText(filter?.requestId, 'filter.requestId', longestSearch, bad);
  const licensingId = filter?.licensingId ? normalizeLicensingNumber(filter.licensingId) : null;
  if (licensingId !== null && !isLicensingNumber(licensingId))
    bad.push({ path: 'filter.licensingId', said: { key: 'errors.licensingId' } });
  refuseBad(bad);
  return {
    actions: filter?.actions ?? [],
    actorId: filter?.actorId ? keyOf('User', filter.actorId) : null,
    personId: filter?.personId ? keyOf('User', filter.personId) : null,
    licensingId,
    from: filter?.from ?? null,
    to: filter?.to ?? null,
    requestId,
    search,
  };
}
