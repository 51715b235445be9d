import { Extensions } from 'type-graphql';

/** What a field costs beyond what its type tells. */
export interface FieldCosts {
  /** Taken once for each object that it is asked of: a statement of its own. */
  readonly price?: number;
  /** Objects to reckon with in a list without paging arguments; 0 where the price says it all. */
  readonly rows?: number;
}

/** Declares, next to a field, what it costs; where it was measured that 1 for each object is not what the database pays. */
export const Costs = (costs: FieldCosts): MethodDecorator & PropertyDecorator =>
  Extensions({ costs }) as MethodDecorator & PropertyDecorator;
