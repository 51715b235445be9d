import { randomUUID } from 'node:crypto';
import { type Clock, later } from '../../platform/clock.ts';
import { type Database, type Reader, sql, within } from '../../platform/database.ts';
import { NotFound } from '../../platform/errors.ts';
import type { Outbox } from '../../platform/mail.ts';
import type { Settings } from '../../platform/settings.ts';
import type { Viewer } from '../users/viewer.ts';
import { demandAdministrator, lockAdministrators } from './administrators.ts';
import { recipientOf } from './grants.ts';
import { acceptInvitations, isOpen, type Newcomer, type OpenInvitation, openColumns } from './invitation-acceptance.ts';
import { invitationsById, managedUserOf } from './managed-user.queries.ts';
import { fullName } from './managed-user.ts';
import { type AddUserInput, type InvitationsInput, type NewUser, readInvitationIds, readNewUser } from './user-administration.input.ts';
import { InvitationsChanged, InvitationsPaused, OwnPermissions, UserAdded } from './user-administration.results.ts';
import type { UserAdministrationService } from './user-administration.service.ts';

const day = 24 * 3600_000;

/** Whom something was given: somebody with a verified address, or an address that awaits somebody. */
export type AddedUser = ({ readonly userId: string } | { readonly address: string }) & { readonly changeId: string | null };

/** Gives roles to addresses: at once where somebody has verified the address, by an invitation where nobody has. */
export class InvitationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly administration: UserAdministrationService,
    private readonly settings: Pick<Settings, 'periods' | 'limits'>,
  ) {}

  async add(viewer: Viewer, input: AddUserInput, requestId: string): Promise<UserAdded | OwnPermissions | InvitationsPaused> {
    const at = this.clock.now();
    const wish = readNewUser(input, at);
    const added = await this.database.transaction(async em => {
      const transaction = within(em);
      // before any lock, which only administrators may make others wait for
      await demandAdministrator(transaction, viewer, wish.licenseIds, at);
      await lockAddresses(transaction, [wish.address]);
      await lockAdministrators(transaction, wish.licenseIds);
      return this.addLocked(transaction, viewer, wish, requestId);
    });
    return 'changeId' in added ? this.added(viewer, added) : added;
  }

  /** Adds within a transaction whose caller has locked the address and the administrators. */
  async addLocked(
    transaction: Reader,
    viewer: Viewer,
    wish: NewUser,
    requestId: string,
  ): Promise<AddedUser | OwnPermissions | InvitationsPaused> {
    await demandAdministrator(transaction, viewer, wish.licenseIds, this.clock.now());
    const holderId = await holderOf(transaction, wish.address);
    if (!holderId) return (await this.invite(transaction, viewer, wish, requestId)) ?? { address: wish.address, changeId: null };
    if (viewer.is(holderId)) return new OwnPermissions();
    // whom an address belongs to is not told any number of times
    const tooMany = await this.tooManyToday(transaction, viewer, wish.address);
    if (tooMany) return tooMany;
    const { licenseIds, wanted, message } = wish;
    const made = await this.administration.write(
      transaction,
      viewer,
      { personId: holderId, licenseIds, wanted, isReplacing: false, message },
      requestId,
    );
    return { userId: holderId, changeId: made.changeId };
  }

  async added(viewer: Viewer, added: AddedUser): Promise<UserAdded> {
    return Object.assign(new UserAdded(), {
      managedUser: await managedUserOf(this.database, viewer, this.clock.now(), added),
      isInvited: 'address' in added,
      ...this.administration.undoOf(added.changeId),
    });
  }

  /** Sends invitations again, for their whole time; where somebody has verified the address by now, they are accepted instead. */
  async resend(
    viewer: Viewer,
    input: InvitationsInput,
    requestId: string,
  ): Promise<InvitationsChanged | InvitationsPaused | OwnPermissions> {
    const at = this.clock.now();
    const ids = readInvitationIds(input);
    const paused = await this.database.transaction(async em => {
      const transaction = within(em);
      const invitations = await this.locked(transaction, viewer, ids);
      const sentLast = new Date(Math.max(...invitations.map(({ sentAt }) => new Date(sentAt).getTime())));
      const availableAt = later(sentLast, this.settings.periods.verificationResendAfter);
      if (availableAt > at) return new InvitationsPaused(availableAt);
      const groups = await Promise.all(
        [...Map.groupBy(invitations, each => each.address)].map(async ([address, group]) => ({
          address,
          group,
          holderId: await holderOf(transaction, address),
        })),
      );
      if (groups.some(({ holderId }) => holderId && viewer.is(holderId))) return new OwnPermissions();
      // all of them are looked at before the first is sent
      for (const { address } of groups) {
        const tooMany = await this.tooManyToday(transaction, viewer, address, groups.length - 1);
        if (tooMany) return tooMany;
      }
      for (const { address, group, holderId } of groups) {
        await transaction.rows(sql`
          update invitation set sent_at = ${at}, expires_at = ${this.expiresAt(at)} where id = any (${group.map(({ id }) => id)}::uuid[])`);
        const holder = holderId && (await recipientOf(transaction, holderId));
        if (holder) await this.accept(transaction, { ...holder, address }, requestId);
        else await this.mail(transaction, group, 'invited', at);
        await this.record(transaction, 'invitation.sent', group, viewer, at, requestId);
      }
      return null;
    });
    return paused ?? this.changed(viewer, ids);
  }

  async withdraw(viewer: Viewer, input: InvitationsInput, requestId: string): Promise<InvitationsChanged> {
    const at = this.clock.now();
    const ids = readInvitationIds(input);
    await this.database.transaction(async em => {
      const transaction = within(em);
      const invitations = await this.locked(transaction, viewer, ids);
      await transaction.rows(sql`
        update invitation set withdrawn_at = ${at}, withdrawn_by_id = ${viewer.id} where id = any (${invitations.map(({ id }) => id)}::uuid[])`);
      for (const group of Map.groupBy(invitations, each => each.address).values())
        await this.mail(transaction, group, 'invitation-withdrawn', at);
      await this.record(transaction, 'invitation.withdrawn', invitations, viewer, at, requestId);
    });
    return this.changed(viewer, ids);
  }

  /** Makes permissions of what waits for an address that somebody has verified. Answers on how many licenses something was given. */
  accept(transaction: Reader, newcomer: Newcomer, requestId: string): Promise<number> {
    return acceptInvitations(transaction, this.outbox, newcomer, { at: this.clock.now(), requestId });
  }

  private async invite(transaction: Reader, viewer: Viewer, wish: NewUser, requestId: string): Promise<InvitationsPaused | null> {
    const at = this.clock.now();
    const tooMany = await this.tooManyToday(transaction, viewer, wish.address);
    if (tooMany) return tooMany;
    const wanted = [...Map.groupBy(wish.wanted, ({ licenseId }) => licenseId)].map(([licenseId, roles]) => ({
      id: randomUUID(),
      licenseId,
      roles: [...new Set(roles.map(({ role }) => role))],
      endsOn: roles[0]?.endsOn ?? null,
    }));
    // the same click twice changes nothing and sends nothing
    const changed = await transaction.rows<OpenInvitation>(sql`
      insert into invitation (id, address, family_name, given_name, locale, license_id, roles, ends_on, message, invited_by_id, created_at, sent_at, expires_at)
      select id, ${wish.address}, ${wish.familyName}, ${wish.givenName}, ${wish.locale ?? viewer.locale}, "licenseId",
        array(select jsonb_array_elements_text(roles)), "endsOn", ${wish.message}, ${viewer.id}::uuid, ${at}::timestamptz, ${at}::timestamptz, ${this.expiresAt(at)}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted (id uuid, "licenseId" uuid, roles jsonb, "endsOn" date)
      on conflict (address, license_id, invited_by_id, coalesce(ends_on, 'infinity')) where accepted_at is null and withdrawn_at is null do update set
        roles = case when invitation.expires_at <= ${at} then excluded.roles
          else array(select distinct role from unnest(invitation.roles || excluded.roles) role order by role) end,
        family_name = excluded.family_name, given_name = excluded.given_name, locale = excluded.locale,
        message = excluded.message, sent_at = excluded.sent_at, expires_at = excluded.expires_at
      where invitation.expires_at <= ${at} or not invitation.roles @> excluded.roles
      returning ${openColumns}`);
    if (changed.length === 0) return null;
    await this.mail(transaction, changed, 'invited', at);
    await this.record(transaction, 'invitation.sent', changed, viewer, at, requestId);
    return null;
  }

  /** The open ones of these, locked; all of them must be to licenses that the viewer administers. */
  private async locked(transaction: Reader, viewer: Viewer, ids: readonly string[]): Promise<OpenInvitation[]> {
    const addresses = await transaction.rows<{ address: string }>(sql`select address from invitation where id = any (${ids}::uuid[])`);
    await lockAddresses(
      transaction,
      addresses.map(({ address }) => address),
    );
    const found = await transaction.rows<OpenInvitation>(
      sql`select ${openColumns} from invitation where id = any (${ids}::uuid[]) and ${isOpen} order by id for update`,
    );
    const licenseIds = [...new Set(found.map(({ licenseId }) => licenseId))];
    if (found.length !== ids.length) throw new NotFound();
    await lockAdministrators(transaction, licenseIds);
    await demandAdministrator(transaction, viewer, licenseIds, this.clock.now());
    return found;
  }

  private async changed(viewer: Viewer, ids: readonly string[]): Promise<InvitationsChanged> {
    return Object.assign(new InvitationsChanged(), { invitations: await invitationsById(this.database, viewer, this.clock.now(), ids) });
  }

  private expiresAt(at: Date): Date {
    return later(at, this.settings.periods.invitationExpires);
  }

  /** One mail to an address for all that it was invited to. Who invited is not told: administrators' names are private. */
  private async mail(
    transaction: Reader,
    invitations: readonly OpenInvitation[],
    template: 'invited' | 'invitation-withdrawn',
    at: Date,
  ): Promise<void> {
    const [first] = invitations;
    if (!first) return;
    const organizations = await transaction.rows<{ name: string }>(sql`
      select distinct organization.name from license join organization on organization.id = license.organization_id
      where license.id = any (${invitations.map(({ licenseId }) => licenseId)}::uuid[]) order by 1 limit 5`);
    const { id, address, locale, message } = first;
    await this.outbox.post(transaction, [
      {
        template,
        recipient: address,
        locale,
        data: {
          displayName: fullName(first, locale),
          address,
          organizations: organizations.map(({ name }) => name),
          count: invitations.length,
          roles: [...new Set(invitations.flatMap(({ roles }) => roles))],
          message,
          expiresAt: this.expiresAt(at).toISOString(),
        },
        concerns: id,
      },
    ]);
  }

  private async record(
    transaction: Reader,
    action: 'invitation.sent' | 'invitation.withdrawn',
    invitations: readonly OpenInvitation[],
    viewer: Viewer,
    at: Date,
    requestId: string,
  ): Promise<void> {
    const events = invitations.map(({ licenseId, roles, address, endsOn }) => ({
      licenseId,
      detail: { roles, address, endsOn: endsOn ?? undefined },
    }));
    await transaction.rows(sql`
      insert into audit_event (at, action, actor_id, subject_type, subject_id, detail, request_id)
      select ${at}::timestamptz, ${action}, ${viewer.id}::uuid, 'License', "licenseId", detail, ${requestId}
      from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as event ("licenseId" uuid, detail jsonb)`);
  }

  /** Keeps an administrator from flooding others, and an address from being flooded by many. */
  private async tooManyToday(transaction: Reader, viewer: Viewer, address: string, along = 0): Promise<InvitationsPaused | null> {
    const since = later(this.clock.now(), -day);
    const { verificationMailsPerDay, invitationsPerDay } = this.settings.limits;
    const [sent] = await transaction.rows<{ byPerson: number; toAddress: number; oldest: string | null }>(sql`
      select (select count(distinct invitation.address)::int from invitation where invited_by_id = ${viewer.id} and sent_at > ${since}
          and invitation.address <> ${address})
        + (select count(distinct person_id)::int from permission_change where actor_id = ${viewer.id} and at > ${since}) as "byPerson",
        (select count(*)::int from outbox_mail where recipient = ${address} and template = 'invited' and created_at > ${since}) as "toAddress",
        extract(epoch from least((select min(sent_at) from invitation where invited_by_id = ${viewer.id} and sent_at > ${since}),
          (select min(at) from permission_change where actor_id = ${viewer.id} and at > ${since}),
          (select min(created_at) from outbox_mail where recipient = ${address} and template = 'invited' and created_at > ${since}))) * 1000 as oldest`);
    if (!sent?.oldest || (sent.byPerson + along < invitationsPerDay && sent.toAddress < verificationMailsPerDay)) return null;
    return new InvitationsPaused(later(new Date(Number(sent.oldest)), day));
  }
}

/** One act on an address at a time, verifying it included: an invitation is either accepted by it or finds its holder. Always in one order. */
export const lockAddresses = (transaction: Reader, addresses: readonly string[]): Promise<unknown> =>
  transaction.rows(sql`
    select pg_advisory_xact_lock(hashtextextended(address, 0))
    from (select distinct address collate "C" as address from unnest(${addresses}::text[]) address order by 1) ordered`);

async function holderOf(transaction: Reader, address: string): Promise<string | null> {
  const [holder] = await transaction.rows<{ userId: string }>(
    sql`select user_id as "userId" from business_email where address = ${address} and verified_at is not null and ended_at is null`,
  );
  return holder?.userId ?? null;
}
