import { SvelteSet } from 'svelte/reactivity';

/** Rows of a list that are ticked. */
export class Selection {
  readonly ids = new SvelteSet<string>();
  #anchor: string | null = null;

  /** Where a range begins. */
  get anchor(): string | null {
    return this.#anchor;
  }

  /** Ticks a row, or takes the tick away; the next range begins here. */
  toggle(id: string): void {
    if (this.ids.has(id)) this.ids.delete(id);
    else this.ids.add(id);
    this.#anchor = id;
  }

  /** Ticks everything from the last row that was ticked to this one. */
  extend(id: string, order: readonly string[]): void {
    const from = this.#anchor === null ? -1 : order.indexOf(this.#anchor);
    const to = order.indexOf(id);
    if (from < 0 || to < 0) return this.toggle(id);
    for (const between of order.slice(Math.min(from, to), Math.max(from, to) + 1)) this.ids.add(between);
    this.#anchor = id;
  }

  /** Ticks all of these, or none if all are ticked. */
  toggleAll(ids: readonly string[]): void {
    if (ids.length > 0 && ids.every((id) => this.ids.has(id))) this.clear();
    else for (const id of ids) this.ids.add(id);
  }

  /** Goes a row further and ticks it, too; where one began stays ticked. */
  stretch(from: string | null, to: string, order: readonly string[]): void {
    if (from !== null && !this.ids.has(from)) this.toggle(from);
    if (from !== null && this.#anchor === null) this.#anchor = from;
    this.extend(to, order);
  }

  clear(): void {
    this.ids.clear();
    this.#anchor = null;
  }
}
