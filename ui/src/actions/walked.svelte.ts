import { tick, untrack } from 'svelte';
import { focusRow, isFocusFree } from './list';

/**
 * The row of a list that the keyboard is at, and the focus on it. Rows that change their places lose the focus in
 * the page, which would throw a screen reader back to the top; here it stays. To be made while a component is set up.
 */
export class WalkedRow {
  key = $state<string | null>(null);
  /** The focus was on the row, which is no longer drawn. */
  adrift = false;
  /** Gone to, and not drawn yet. */
  #coming: string | null = null;
  readonly #reveal: (key: string) => void;

  /** `drawn` reads whatever decides which rows stand where; `reveal` scrolls to a row. */
  constructor(drawn: () => unknown, reveal: (key: string) => void = () => {}) {
    this.#reveal = reveal;
    let inside = false;
    $effect.pre(() => {
      drawn();
      inside = Boolean(document.activeElement?.closest('[data-row]'));
    });
    $effect(() => {
      drawn();
      const key = untrack(() => this.key);
      const lost = document.activeElement === document.body;
      this.adrift = inside && lost && key !== null && !focusRow(key);
      if (this.#coming !== null && (inside || isFocusFree()) && focusRow(this.#coming)) this.#coming = null;
    });
  }

  /** Goes to a row; its focus follows as soon as it is drawn, unless another row is meant by then. */
  async go(key: string | null): Promise<void> {
    this.key = key;
    this.#coming = null;
    if (key === null) return;
    this.#reveal(key);
    await tick();
    // Out of sight, it is drawn as soon as the list has been scrolled.
    if (this.key === key && !focusRow(key)) this.#coming = key;
  }
}
