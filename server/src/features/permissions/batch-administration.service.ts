import type { Clock } from '../../platform/clock.ts';
import type { Database, Reader } from '../../platform/database.ts';
import { answersOf, rowByRow } from '../../platform/row-by-row.ts';
import type { Viewer } from '../users/viewer.ts';
import { administeredAmong, lockAdministrators, WithoutAdministrator } from './administrators.ts';
import { type AddUsersInput, type ChangePermissionsOfUsersInput, readChanges, readNewUsers } from './batch-administration.input.ts';
import { PermissionsOfUsersChanged, UsersAdded } from './batch-administration.results.ts';
import { type AddedUser, type InvitationService, lockAddresses } from './invitation.service.ts';
import { usersInSight } from './permission.queries.ts';
import type { NewUser } from './user-administration.input.ts';
import { OwnPermissions } from './user-administration.results.ts';
import type { UserAdministrationService } from './user-administration.service.ts';

/** What administrators do to many people at once: the single acts, one after the other, under the locks of all of them. */
export class BatchAdministrationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly administration: UserAdministrationService,
    private readonly invitations: InvitationService,
  ) {}

  async addUsers(viewer: Viewer, input: AddUsersInput, requestId: string): Promise<UsersAdded> {
    const at = this.clock.now();
    const made = await rowByRow<NewUser, AddedUser>(this.database, {
      rows: readNewUsers(input, at),
      mode: input.mode,
      lock: async (transaction, wishes) => {
        const allowed = await this.administered(transaction, viewer, wishes);
        await lockAddresses(
          transaction,
          allowed.map(({ address }) => address),
        );
        await lockAdministrators(transaction, licensesOf(allowed));
        return new Set(allowed);
      },
      act: (transaction, wish) => this.invitations.addLocked(transaction, viewer, wish, requestId),
    });
    const rows = await answersOf(made, added => this.invitations.added(viewer, added), unexpected);
    return Object.assign(new UsersAdded(), { rows, ...countOf(made) });
  }

  async changePermissions(viewer: Viewer, input: ChangePermissionsOfUsersInput, requestId: string): Promise<PermissionsOfUsersChanged> {
    const at = this.clock.now();
    const changes = readChanges(input, at);
    const personIds = changes.flatMap(change => ('done' in change ? [change.done.personId] : []));
    const people = new Set((await usersInSight(this.database, viewer, at, personIds)).map(({ id }) => id));
    const made = await rowByRow(this.database, {
      rows: changes,
      mode: input.mode,
      lock: async (transaction, wishes) => {
        const own = wishes.filter(({ personId }) => viewer.is(personId));
        const others = wishes.filter(({ personId }) => people.has(personId) && !viewer.is(personId));
        const allowed = await this.administered(transaction, viewer, others);
        await lockAdministrators(transaction, licensesOf(allowed));
        return new Set([...own, ...allowed]);
      },
      act: async (transaction, wish) => {
        if (viewer.is(wish.personId)) return new OwnPermissions();
        return { ...wish, ...(await this.administration.writeKeeping(transaction, viewer, wish, requestId)) };
      },
      isExpected: error => error instanceof WithoutAdministrator,
    });
    const rows = await answersOf(
      made,
      ({ personId, licenseIds, changeId, licenseCount }) =>
        this.administration.changed(viewer, personId, licenseIds, { changeId, licenseCount }),
      failed => this.administration.lastAdministrator(viewer, failed as WithoutAdministrator),
    );
    return Object.assign(new PermissionsOfUsersChanged(), { rows, ...countOf(made) });
  }

  /** Those all of whose licenses the viewer administers: for others nobody is made to wait. */
  private async administered<Wish extends { licenseIds: readonly string[] }>(
    transaction: Reader,
    viewer: Viewer,
    wishes: readonly Wish[],
  ): Promise<Wish[]> {
    const administered = await administeredAmong(transaction, viewer, licensesOf(wishes), this.clock.now());
    return wishes.filter(({ licenseIds }) => licenseIds.every(id => administered.has(id)));
  }
}

const licensesOf = (wishes: readonly { licenseIds: readonly string[] }[]): string[] => [
  ...new Set(wishes.flatMap(({ licenseIds }) => licenseIds)),
];

const countOf = ({ outcomes, isRolledBack }: { outcomes: readonly object[]; isRolledBack: boolean }) => ({
  appliedCount: isRolledBack ? 0 : outcomes.filter(outcome => 'done' in outcome).length,
  isRolledBack,
});

const unexpected = async (failed: unknown): Promise<never> => {
  throw failed;
};
