import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { type Reader, sql } from '../../platform/database.ts';
import { Node } from '../../platform/node.ts';

export enum SupportRegion {
  ASIA = 'ASIA',
  EUROPE = 'EUROPE',
  MIDDLE_EAST_AND_AFRICA = 'MIDDLE_EAST_AND_AFRICA',
  AMERICAS = 'AMERICAS',
  SOUTH_PACIFIC = 'SOUTH_PACIFIC',
}
registerEnumType(SupportRegion, { name: 'SupportRegion', description: 'A part of the world.' });

@ObjectType({ implements: Node, description: 'A support center that can be called. Public.' })
export class SupportCenter extends Node {
  readonly __typename = 'SupportCenter';
  @Field(() => SupportRegion, { description: 'The part of the world it is for.' }) readonly region!: keyof typeof SupportRegion;
  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' }) readonly country!: string;
  @Field(() => String, { description: 'The country in English.' }) readonly countryName!: string;
  @Field(() => String, { description: 'The number to dial, as the center gives it.' }) readonly phone!: string;
  @Field(() => Boolean, { description: 'Whether the call is free within the country.' }) readonly tollFree!: boolean;
  @Field(() => String, { description: 'Weekday hours in `timeZone`, such as 09:00-17:30.' }) readonly hours!: string;
  @Field(() => String, { description: 'IANA time zone of the hours.' }) readonly timeZone!: string;
  @Field(() => [String], { description: 'Languages spoken: ISO 639.' }) readonly languages!: string[];
}

export async function supportCenters(database: Reader, country: string | null): Promise<SupportCenter[]> {
  return database.rows<SupportCenter>(sql`
    select 'SupportCenter' as "__typename", id, region, country, country_name as "countryName", phone, toll_free as "tollFree", hours,
      time_zone as "timeZone", languages
    from support_center where ${country}::text is null or country = upper(${country}) order by country_name, phone`);
}

export async function supportCentersById(database: Reader, ids: readonly string[]): Promise<SupportCenter[]> {
  const wanted = new Set(ids);
  return (await supportCenters(database, null)).filter(({ id }) => wanted.has(id));
}

/** Whether somebody picks up: weekdays within the hours, in the center's own time zone. */
export function isOpenAt({ hours, timeZone }: Pick<SupportCenter, 'hours' | 'timeZone'>, at: Date): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find(each => each.type === type)?.value ?? '';
  const now = `${part('hour')}:${part('minute')}`;
  const [opens = '', closes = ''] = hours.split('-');
  return !['Sat', 'Sun'].includes(part('weekday')) && now >= opens && now < closes;
}
