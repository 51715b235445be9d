import { randomUUID } from 'node:crypto';
import { type Clock, later } from '../../platform/clock.ts';
import { type Database, type Reader, sql, within } from '../../platform/database.ts';
import { NotFound } from '../../platform/errors.ts';
import type { Outbox } from '../../platform/mail.ts';
import { nodeId } from '../../platform/node-id.ts';
import type { Settings } from '../../platform/settings.ts';
import type { Viewer } from '../users/viewer.ts';
import { demandAdministrator, keepingAdministrators, WithoutAdministrator } from './administrators.ts';
import { registrationUntilDone } from './grants.ts';
import { licensesById, widestSight } from './license.queries.ts';
import { managedUserOf } from './managed-user.queries.ts';
import { administeredBy, holds, type PermissionRow, permissionColumns, permissionRow, usersInSight } from './permission.queries.ts';
import {
  differences,
  disposableOf,
  type Holding,
  recordDifferences,
  type WrittenPermission,
  writeBack,
  writeWanted,
} from './permission-change.ts';
import { tellOfChange } from './permission-change-telling.ts';
import {
  type ChangePermissionsInput,
  type CopyPermissionsInput,
  type RemoveUserInput,
  readChange,
  readCopy,
  readRemoval,
} from './user-administration.input.ts';
import { mayLeave, type WantedRole } from './user-administration.policy.ts';
import {
  HeldByContract,
  LastAdministrator,
  LicenseLeft,
  OwnPermissions,
  PermissionsChanged,
  UndoTooLate,
} from './user-administration.results.ts';

/** A change that was made: which one, and on how many licenses it made a difference. */
export interface MadeChange {
  readonly changeId: string | null;
  readonly licenseCount: number;
}

interface Wish extends Holding {
  readonly wanted: readonly WantedRole[];
  readonly isReplacing: boolean;
  readonly message: string | null;
}

const mostShown = 100;

/** What administrators do with the permissions of others. Each change can be undone for a moment, and is on the record of every license. */
export class UserAdministrationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly settings: Pick<Settings, 'periods'>,
  ) {}

  async change(viewer: Viewer, input: ChangePermissionsInput, requestId: string) {
    const wish = readChange(input, this.clock.now());
    return this.rewrite(viewer, requestId, wish.personId, async () => ({ ...wish, isReplacing: true }));
  }

  /** Takes away what administrators gave; what comes from contracts and takeovers remains, and is told. */
  async remove(viewer: Viewer, input: RemoveUserInput, requestId: string) {
    const { personId, message, licenseIds } = readRemoval(input);
    return this.rewrite(viewer, requestId, personId, async (transaction, at) => ({
      personId,
      message,
      licenseIds: licenseIds ?? (await this.sharedLicenses(transaction, viewer, personId, at)),
      wanted: [],
      isReplacing: true,
    }));
  }

  /** Gives a person what somebody holds, on the same licenses or on others. */
  async copy(viewer: Viewer, input: CopyPermissionsInput, requestId: string) {
    const { fromUserId, fromLicenseId, toUserId, toLicenseIds } = readCopy(input);
    return this.rewrite(viewer, requestId, toUserId, async (transaction, at) => {
      const held = await transaction.rows<WantedRole>(sql`
        select distinct on (license_id, role) license_id as "licenseId", role, ends_on::text as "endsOn" from permission
        where user_id = ${fromUserId} and ${holds(at)} and license_id in (${administeredBy(viewer, at)})
          and (${fromLicenseId}::uuid is null or license_id = ${fromLicenseId})
        order by license_id, role, ends_on desc nulls first`);
      if (held.length === 0) throw new NotFound();
      const wanted = toLicenseIds ? toLicenseIds.flatMap(licenseId => held.map(each => ({ ...each, licenseId }))) : held;
      const licenseIds = [...new Set(wanted.map(({ licenseId }) => licenseId))];
      return { personId: toUserId, licenseIds, wanted, isReplacing: false, message: null };
    });
  }

  /** Gives up everything that one was given on a license. */
  async leave(viewer: Viewer, licenseId: string, requestId: string): Promise<LicenseLeft | LastAdministrator | HeldByContract> {
    const at = this.clock.now();
    const [license] = await licensesById(this.database, { viewer, everything: false, at }, [licenseId]);
    if (!license) throw new NotFound();
    return this.orLastAdministrator(viewer, () =>
      this.database.transaction(async em => {
        const transaction = within(em);
        return keepingAdministrators(transaction, [licenseId], at, async () => {
          const held = await transaction.rows<{ source: PermissionRow['source'] }>(
            sql`select source from permission where user_id = ${viewer.id} and license_id = ${licenseId} and ${holds(at)} for update`,
          );
          if (held.length === 0) throw new NotFound();
          if (!mayLeave(held)) return new HeldByContract(held.some(({ source }) => source === 'TAKEOVER' || source === 'MVLS'));
          const left = await disposableOf(transaction, { personId: viewer.id, licenseIds: [licenseId] }, at);
          await writeBack(transaction, { personId: viewer.id, licenseIds: [licenseId] }, [], at);
          await recordDifferences(transaction, differences(left, []), { actorId: viewer.id, personId: viewer.id, at, requestId });
          return Object.assign(new LicenseLeft(), { licensingId: license.licensingId });
        });
      }),
    );
  }

  /** Takes a change back, as long as its time has not passed and nobody has changed the same since. */
  async undo(viewer: Viewer, changeId: string, requestId: string): Promise<PermissionsChanged | LastAdministrator | UndoTooLate> {
    const at = this.clock.now();
    return this.orLastAdministrator(viewer, async () => {
      const undone = await this.database.transaction(async em => {
        const transaction = within(em);
        const [change] = await transaction.rows<{
          personId: string;
          licenseIds: string[];
          before: WrittenPermission[];
          after: WrittenPermission[];
          isOver: boolean;
        }>(sql`
          select person_id as "personId", license_ids as "licenseIds", before, after, undone_at is not null or at < ${later(at, -this.undoLasts)} as "isOver"
          from permission_change where id = ${changeId} and actor_id = ${viewer.id} for update`);
        if (!change) throw new NotFound();
        if (change.isOver) return null;
        const { personId, licenseIds, before, after } = change;
        return keepingAdministrators(transaction, licenseIds, at, async () => {
          await demandAdministrator(transaction, viewer, licenseIds, at);
          const now = await disposableOf(transaction, change, at);
          if (!isSame(after, now)) return null;
          await writeBack(transaction, change, before, at);
          await transaction.rows(sql`update permission_change set undone_at = ${at} where id = ${changeId}`);
          const back = differences(after, before);
          await recordDifferences(transaction, back, { actorId: viewer.id, personId, at, requestId, isUndo: true });
          const [unsent] = await transaction.rows(sql`
            delete from outbox_mail where concerns = ${changeId} and template = 'permissions-edited' and attempts = 0 returning id`);
          if (!unsent) await tellOfChange(transaction, this.outbox, { personId, changed: back, message: null, changeId, after: 0 });
          return { personId, licenseCount: new Set(back.map(({ licenseId }) => licenseId)).size, licenseIds };
        });
      });
      if (!undone) return new UndoTooLate();
      return this.changed(viewer, undone.personId, undone.licenseIds, { changeId: null, licenseCount: undone.licenseCount });
    });
  }

  /** Writes what is wanted within a transaction whose caller has locked the administrators and knows that the viewer is one of them. */
  async write(transaction: Reader, viewer: Viewer, wish: Wish, requestId: string): Promise<MadeChange> {
    const at = this.clock.now();
    if (wish.wanted.length > 0 && !(await registrationUntilDone(transaction, wish.personId))) throw new NotFound();
    const before = await disposableOf(transaction, wish, at);
    await writeWanted(transaction, wish, wish.wanted, { isReplacing: wish.isReplacing, by: viewer.id, at });
    const after = await disposableOf(transaction, wish, at);
    const changed = differences(before, after);
    if (changed.length === 0) return { changeId: null, licenseCount: 0 };
    const { personId, message } = wish;
    const changedIds = new Set(changed.map(({ licenseId }) => licenseId));
    const licenseIds = [...changedIds];
    const isChanged = ({ licenseId }: WrittenPermission) => changedIds.has(licenseId);
    const changeId = randomUUID();
    await transaction.rows(sql`
      insert into permission_change (id, actor_id, person_id, at, license_ids, before, after)
      values (${changeId}, ${viewer.id}, ${personId}, ${at}, ${licenseIds}::uuid[], ${JSON.stringify(before.filter(isChanged))}, ${JSON.stringify(after.filter(isChanged))})`);
    await recordDifferences(transaction, changed, { actorId: viewer.id, personId, at, requestId, message });
    await tellOfChange(transaction, this.outbox, { personId, changed, message, changeId, after: this.settings.periods.undo });
    return { changeId, licenseCount: licenseIds.length };
  }

  /** Writes what is wanted unless it would take a last administrator away; the caller has found the viewer to be one, and it is asked again. */
  writeKeeping(transaction: Reader, viewer: Viewer, wish: Wish, requestId: string): Promise<MadeChange> {
    const at = this.clock.now();
    return keepingAdministrators(transaction, wish.licenseIds, at, async () => {
      await demandAdministrator(transaction, viewer, wish.licenseIds, at);
      return this.write(transaction, viewer, wish, requestId);
    });
  }

  /** How a change that was made just now can be taken back; nothing where nothing changed. */
  undoOf(changeId: string | null): { changeId: string | null; undoUntil: Date | null } {
    if (changeId === null) return { changeId: null, undoUntil: null };
    return { changeId: nodeId('PermissionChange', changeId), undoUntil: later(this.clock.now(), this.settings.periods.undo) };
  }

  /** What a change that is committed is answered with. */
  async changed(viewer: Viewer, personId: string, licenseIds: readonly string[], made: MadeChange): Promise<PermissionsChanged> {
    const at = this.clock.now();
    const remaining = await this.database.rows<Omit<PermissionRow, '__typename'>>(sql`
      select ${permissionColumns} from permission where user_id = ${personId} and license_id = any (${licenseIds}::uuid[]) and ${holds(at)}
        and source in ('CONTACT', 'TAKEOVER', 'MVLS') order by license_id, role limit ${mostShown}`);
    return Object.assign(new PermissionsChanged(), {
      licenseCount: made.licenseCount,
      ...this.undoOf(made.changeId),
      managedUser: await managedUserOf(this.database, viewer, at, { userId: personId }),
      remaining: remaining.map(permissionRow),
    });
  }

  /** What is answered to a change that would have taken last administrators away. */
  async lastAdministrator(viewer: Viewer, { licenseIds }: WithoutAdministrator): Promise<LastAdministrator> {
    const licenses = await licensesById(this.database, widestSight(viewer, this.clock.now()), licenseIds.slice(0, mostShown));
    return new LastAdministrator(licenses, licenseIds.length);
  }

  /** Forgets what can no longer be undone. */
  async forgetChanges(): Promise<void> {
    await this.database.rows(sql`delete from permission_change where at < ${later(this.clock.now(), -24 * 3600_000)}`);
  }

  /** A little longer than the page offers it, for those who press at the last moment. */
  private get undoLasts(): number {
    return this.settings.periods.undo + 5_000;
  }

  private async rewrite(
    viewer: Viewer,
    requestId: string,
    personId: string,
    wishOf: (transaction: Reader, at: Date) => Promise<Wish>,
  ): Promise<PermissionsChanged | LastAdministrator | OwnPermissions> {
    const at = this.clock.now();
    const [person] = await usersInSight(this.database, viewer, at, [personId]);
    if (!person) throw new NotFound();
    if (viewer.is(personId)) return new OwnPermissions();
    return this.orLastAdministrator(viewer, async () => {
      const { made, licenseIds } = await this.database.transaction(async em => {
        const transaction = within(em);
        const wish = await wishOf(transaction, at);
        // before any lock, which only administrators may make others wait for
        await demandAdministrator(transaction, viewer, wish.licenseIds, at);
        return { made: await this.writeKeeping(transaction, viewer, wish, requestId), licenseIds: wish.licenseIds };
      });
      return this.changed(viewer, personId, licenseIds, made);
    });
  }

  private async orLastAdministrator<Result>(viewer: Viewer, act: () => Promise<Result>): Promise<Result | LastAdministrator> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof WithoutAdministrator)) throw error;
      return this.lastAdministrator(viewer, error);
    }
  }

  /** The licenses that the viewer administers and on which administrators gave a person something. */
  private async sharedLicenses(transaction: Reader, viewer: Viewer, personId: string, at: Date): Promise<string[]> {
    const found = await transaction.rows<{ id: string }>(sql`
      select distinct license_id as id from permission where user_id = ${personId} and license_id in (${administeredBy(viewer, at)})`);
    return found.map(({ id }) => id);
  }
}

/** Whether nobody has written any of these permissions anew, from whatever source. */
function isSame(some: readonly WrittenPermission[], others: readonly WrittenPermission[]): boolean {
  const keys = (rows: readonly WrittenPermission[]) =>
    rows
      .map(({ licenseId, role, source, grantedAt, endsOn }) => [licenseId, role, source, new Date(grantedAt).getTime(), endsOn].join(' '))
      .sort();
  return keys(some).join('\n') === keys(others).join('\n');
}
