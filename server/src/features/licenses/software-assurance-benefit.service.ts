import { longestComment } from '@vlsc/shared/limits.ts';
import { record } from '../../platform/audit.ts';
import { type Clock, dayOf } from '../../platform/clock.ts';
import { type Database, sql, within } from '../../platform/database.ts';
import { type BadField, NotFound, refuseBad } from '../../platform/errors.ts';
import { readText } from '../../platform/text.ts';
import { licenseIdsInSight, ownSight } from '../permissions/license.queries.ts';
import type { Viewer } from '../users/viewer.ts';
import { activating, type BenefitRow, benefitsById } from './software-assurance-benefit.queries.ts';
import { type ActivateBenefitInput, BenefitChanged, BenefitExhausted } from './software-assurance-benefit.ts';

interface Held {
  readonly licenseId: string;
  readonly benefit: string;
  readonly quantity: number;
  readonly activated: number;
  readonly hasEnded: boolean;
}

export class SoftwareAssuranceBenefitService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Activates a part of a benefit. Of two at once, or of two clicks, the second is told what the first did. */
  async activate(
    viewer: Viewer,
    id: string,
    input: ActivateBenefitInput,
    requestId: string,
  ): Promise<BenefitRow | BenefitChanged | BenefitExhausted> {
    const at = this.clock.now();
    const bad: BadField[] = [];
    const comment = readText(input.comment, 'input.comment', longestComment, bad);
    if (input.quantity < 1) bad.push({ path: 'input.quantity', said: { key: 'errors.quantity' } });
    const sight = ownSight(viewer, at);
    const outcome = await this.database.transaction(async em => {
      const transaction = within(em);
      const [held] = await transaction.rows<Held>(sql`
        select license_id as "licenseId", benefit, quantity, activated_quantity as activated,
          coalesce(end_date < ${dayOf(at)}::date, false) as "hasEnded"
        from sa_benefit where id = ${id} and license_id in (${licenseIdsInSight(sight, {}, activating)}) for no key update`);
      if (!held) throw new NotFound();
      refuseBad(bad);
      if (held.activated !== input.activatedQuantity) return 'changed';
      if (held.hasEnded || held.activated + input.quantity > held.quantity) return 'exhausted';
      await transaction.rows(sql`update sa_benefit set activated_quantity = activated_quantity + ${input.quantity} where id = ${id}`);
      await record(transaction, {
        action: 'benefit.activated',
        at,
        actorId: viewer.id,
        subject: { type: 'License', id: held.licenseId },
        detail: { benefitId: id, about: held.benefit, quantity: input.quantity, message: comment },
        requestId,
      });
      return 'activated';
    });
    const [benefit] = await benefitsById(this.database, sight, [id]);
    if (!benefit) throw new NotFound();
    if (outcome === 'changed') return new BenefitChanged(benefit);
    return outcome === 'exhausted' ? new BenefitExhausted(benefit) : benefit;
  }
}
