import { tick, untrack } from 'svelte';
import { focusRow } from './list';

/**
 * The row of a list that the keyboard is at, and the focus on it. Rows that change their places lose the focus in
 * the page, which would throw a screen reader back to the top; here it stays. To be made while a component is set up.
 */
export class WalkedRow {
  key = $state<string | null>(null);
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
      if (inside && key !== null && document.activeElement === document.body) focusRow(key);
    });
  }

  /** Goes to a row; its focus follows as soon as it is drawn, unless another row is meant by then. */
  async go(key: string | null): Promise<void> {
    this.key = key;
    if (key === null) return;
    this.#reveal(key);
    await tick();
    if (this.key !== key || focusRow(key)) return;
    // It was out of sight, and comes with the next frame.
    requestAnimationFrame(() => {
      if (this.key === key) focusRow(key);
    });
  }
}
