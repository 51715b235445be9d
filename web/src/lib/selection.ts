import { useEffect, useState, useSyncExternalStore } from 'react';

/**
 * The rows that were ticked in a list. It stands outside of React's state, so that ticking one draws one box anew and not a table
 * of thousands.
 */
export class Selection<Row extends { id: string }> {
  private ticked = new Map<string, Row>();
  private anchor: string | null = null;
  /** Another number for every change. */
  version = 0;
  private readonly listeners = new Set<() => void>();
  /** Whether all that the filter finds is selected, shown or not. */
  isEverything = false;
  /** The rows that are shown, in their order. */
  shown: readonly Row[] = [];

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get size(): number {
    return this.ticked.size;
  }

  get rows(): Row[] {
    return [...this.ticked.values()];
  }

  stateOf(rows: readonly Row[]): 'all' | 'some' | 'none' {
    if (this.isEverything) return 'all';
    let count = 0;
    for (const { id } of rows) if (this.ticked.has(id)) count++;
    return count === 0 ? 'none' : count === rows.length ? 'all' : 'some';
  }

  /** Ticks rows or takes them back; with `isRange`, all those too that are shown between the last one and this. */
  set(rows: readonly Row[], isOn: boolean, isRange = false): void {
    if (this.isEverything) this.ticked = new Map(this.shown.map(row => [row.id, row]));
    this.isEverything = false;
    for (const row of isRange ? this.rangeTo(rows) : rows) {
      if (isOn) this.ticked.set(row.id, row);
      else this.ticked.delete(row.id);
    }
    this.anchor = rows.at(-1)?.id ?? null;
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

  private rangeTo(rows: readonly Row[]): readonly Row[] {
    const indexOf = (id: string | null | undefined) => this.shown.findIndex(each => each.id === id);
    const [from, to] = [indexOf(this.anchor), indexOf(rows.at(-1)?.id)];
    return from === -1 || to === -1 ? rows : this.shown.slice(Math.min(from, to), Math.max(from, to) + 1);
  }

  private changed(): void {
    this.version++;
    for (const listener of this.listeners) listener();
  }
}

/** A selection among the rows of a list. Another filter is another list: nothing of it is selected then. */
export function useSelection<Row extends { id: string }>(shown: readonly Row[], filter: object | undefined): Selection<Row> {
  const [selection] = useState(() => new Selection<Row>());
  const filterKey = JSON.stringify(filter);
  useEffect(() => selection.clear(), [selection, filterKey]);
  useEffect(() => {
    selection.shown = shown;
  }, [selection, shown]);
  return selection;
}

/** What a selection says about itself, read again whenever it changes. */
export const useSelected = <Row extends { id: string }, Value extends string | number | boolean>(
  selection: Selection<Row>,
  read: () => Value,
): Value => useSyncExternalStore(selection.subscribe, read);
