import { untrack } from 'svelte';

/** The row that is pointed at, else the one with the focus, else the first in sight of a list that was scrolled. */
function anchorIn(scroller: HTMLElement): HTMLElement | null {
  const held =
    scroller.querySelector<HTMLElement>('[data-row]:hover') ??
    document.activeElement?.closest<HTMLElement>('[data-row]') ??
    null;
  if (held && scroller.contains(held)) return held;
  if (scroller.scrollTop === 0) return null;
  const { top } = scroller.getBoundingClientRect();
  const rows = [...scroller.querySelectorAll<HTMLElement>('[data-row]')];
  return rows.find((row) => row.getBoundingClientRect().top >= top) ?? null;
}

/**
 * Keeps a list still while rows come and go above the one that is pointed at or has the focus. What came is scrolled
 * to, not pushed down; `room` says how much must be left below, and `above` how much above, for that to be possible.
 * To be made while a component is set up.
 */
export class Anchored {
  /** Pixels below the last row. */
  room = $state(0);
  /** Pixels above the first row, until nothing is pointed at any more. */
  above = $state(0);

  /** `drawn` reads whatever decides which rows stand where. */
  constructor(scroller: () => HTMLElement | undefined, drawn: () => unknown) {
    let anchor: HTMLElement | null = null;
    let before = 0;
    $effect.pre(() => {
      drawn();
      const element = untrack(scroller);
      anchor = element ? anchorIn(element) : null;
      before = anchor?.getBoundingClientRect().top ?? 0;
    });
    $effect(() => {
      drawn();
      const element = untrack(scroller);
      if (!element || !anchor?.isConnected) return;
      const moved = anchor.getBoundingClientRect().top - before;
      if (Math.abs(moved) < 1) return;
      untrack(() => this.#hold(element, anchor?.matches(':hover') ?? false, moved));
    });
    $effect(() => {
      const element = scroller();
      if (!element) return;
      const letGo = () => (this.above = 0);
      const scrolled = () => element.scrollTop === 0 && (this.room = 0);
      element.addEventListener('pointerleave', letGo);
      element.addEventListener('scroll', scrolled, { passive: true });
      return () => {
        element.removeEventListener('pointerleave', letGo);
        element.removeEventListener('scroll', scrolled);
      };
    });
  }

  #hold(element: HTMLElement, pointed: boolean, moved: number): void {
    const to = element.scrollTop + moved;
    const most = element.scrollHeight - element.clientHeight;
    if (to > most) this.room += Math.ceil(to - most);
    // The pixels of `room` are there with the next frame only, unless they are set at once.
    element.style.setProperty('--room', `${this.room}px`);
    if (to < 0 && pointed) {
      this.above += -to;
      element.style.setProperty('--above', `${this.above}px`);
    }
    element.scrollTop = Math.max(0, to);
  }
}
