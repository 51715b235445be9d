import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Role } from '../../gql/operations.ts';

/** A license as far as what can be done with a selection depends on it. */
export type SelectableLicense = { id: string; licensingId: string; viewerRoles: readonly Role[] };

/**
 * The licenses that were ticked in a list. It stands outside of React's state, so that ticking one draws one box anew and not a table
 * of thousands.
 */
export class LicenseSelection {
  private ticked = new Map<string, SelectableLicense>();
  private anchor: string | null = null;
  /** Another number for every change. */
  version = 0;
  private readonly listeners = new Set<() => void>();
  /** Whether all that the filter finds is selected, shown or not. */
  isEverything = false;
  /** The licenses that are shown, in their order. */
  shown: readonly SelectableLicense[] = [];

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get size(): number {
    return this.ticked.size;
  }

  get licenses(): SelectableLicense[] {
    return [...this.ticked.values()];
  }

  stateOf(licenses: readonly SelectableLicense[]): 'all' | 'some' | 'none' {
    if (this.isEverything) return 'all';
    let count = 0;
    for (const { id } of licenses) if (this.ticked.has(id)) count++;
    return count === 0 ? 'none' : count === licenses.length ? 'all' : 'some';
  }

  /** Ticks licenses or takes them back; with `isRange`, all those too that are shown between the last one and this. */
  set(licenses: readonly SelectableLicense[], isOn: boolean, isRange = false): void {
    if (this.isEverything) this.ticked = new Map(this.shown.map(license => [license.id, license]));
    this.isEverything = false;
    for (const license of isRange ? this.rangeTo(licenses) : licenses) {
      if (isOn) this.ticked.set(license.id, license);
      else this.ticked.delete(license.id);
    }
    this.anchor = licenses.at(-1)?.id ?? null;
    this.changed();
  }

  selectEverything(): void {
    this.isEverything = true;
    this.changed();
  }

  clear(): void {
    if (this.ticked.size === 0 && !this.isEverything) return;
    this.ticked = new Map();
    this.isEverything = false;
    this.anchor = null;
    this.changed();
  }

  private rangeTo(licenses: readonly SelectableLicense[]): readonly SelectableLicense[] {
    const indexOf = (id: string | null | undefined) => this.shown.findIndex(each => each.id === id);
    const [from, to] = [indexOf(this.anchor), indexOf(licenses.at(-1)?.id)];
    return from === -1 || to === -1 ? licenses : this.shown.slice(Math.min(from, to), Math.max(from, to) + 1);
  }

  private changed(): void {
    this.version++;
    for (const listener of this.listeners) listener();
  }
}

/** A selection among the licenses of a list. Another filter is another list: nothing of it is selected then. */
export function useLicenseSelection(shown: readonly SelectableLicense[], filter: object | undefined): LicenseSelection {
  const [selection] = useState(() => new LicenseSelection());
  const filterKey = JSON.stringify(filter);
  useEffect(() => selection.clear(), [selection, filterKey]);
  useEffect(() => {
    selection.shown = shown;
  }, [selection, shown]);
  return selection;
}

/** What a selection says about itself, read again whenever it changes. */
export const useSelected = <Value extends string | number | boolean>(selection: LicenseSelection, read: () => Value): Value =>
  useSyncExternalStore(selection.subscribe, read);
