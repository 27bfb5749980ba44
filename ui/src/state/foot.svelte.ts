import { SvelteMap } from 'svelte/reactivity';

/** The bars at the foot of a page, above which messages stand. */
class Foot {
  readonly #heights = new SvelteMap<HTMLElement, number>();

  /** Pixels; how high all of them are together. */
  get height(): number {
    return [...this.#heights.values()].reduce((sum, height) => sum + height, 0);
  }

  /** For an element that is one of them, as long as it is there. */
  readonly attach = (bar: HTMLElement): (() => void) => {
    const observer = new ResizeObserver(() => this.#heights.set(bar, bar.offsetHeight));
    observer.observe(bar);
    return () => {
      observer.disconnect();
      this.#heights.delete(bar);
    };
  };
}

export const foot = new Foot();
