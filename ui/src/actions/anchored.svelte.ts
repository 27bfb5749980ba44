import { untrack } from 'svelte';
import { strokeOf } from './shortcuts';

/** The row that the pointer was moved over last, until a key is pressed: a pointer that rests means nothing by it. */
let aimedAt: Element | null = null;

/** Whether somebody is about to press this row. */
export const isPointedAt = (row: Element): boolean => row === aimedAt && row.matches(':hover');

/** The row that is pointed at, else the one with the focus, else the first in sight of a list that was scrolled. */
export function anchorIn(scroller: HTMLElement): HTMLElement | null {
  const pointed = scroller.querySelector<HTMLElement>('[data-row]:hover');
  if (pointed && isPointedAt(pointed)) return pointed;
  const held = document.activeElement?.closest<HTMLElement>('[data-row]') ?? pointed;
  if (held && scroller.contains(held)) return held;
  if (scroller.scrollTop === 0) return null;
  const { top } = scroller.getBoundingClientRect();
  const rows = [...scroller.querySelectorAll<HTMLElement>('[data-row]')];
  return rows.find((row) => row.getBoundingClientRect().top >= top) ?? null;
}

/**
 * Room that a list needs to stay where it is: `--room` must be left below its last row, and `--above` above the
 * first one. To be made while a component is set up.
 */
export class Room {
  /** Pixels below the last row, until the list is at its top again. */
  #below = 0;
  /** Pixels above the first row, until nothing is pointed at any more, or a key is pressed. */
  #above = 0;

  constructor(scroller: () => HTMLElement | undefined) {
    $effect(() => {
      const element = scroller();
      if (!element) return;
      const letGo = () => this.#above > 0 && this.#leave(element, this.#below, 0);
      const aimed = ({ target }: Event) => (aimedAt = (target as Element).closest('[data-row]'));
      const pressed = (event: KeyboardEvent) => {
        if (strokeOf(event) === null) return;
        aimedAt = null;
        letGo();
      };
      const scrolled = () => element.scrollTop === 0 && this.#below > 0 && this.#leave(element, 0, this.#above);
      element.addEventListener('pointerleave', letGo);
      element.addEventListener('pointermove', aimed, { passive: true });
      element.addEventListener('scroll', scrolled, { passive: true });
      // Before whatever the key does.
      document.addEventListener('keydown', pressed, { capture: true });
      return () => {
        element.removeEventListener('pointerleave', letGo);
        element.removeEventListener('pointermove', aimed);
        element.removeEventListener('scroll', scrolled);
        document.removeEventListener('keydown', pressed, { capture: true });
      };
    });
  }

  /** Scrolls by so many pixels, whatever room that needs; nothing is moved down that is not `pointed` at. */
  scroll(element: HTMLElement, pixels: number, pointed: boolean): void {
    const to = element.scrollTop + pixels;
    const most = element.scrollHeight - element.clientHeight;
    const below = to > most ? Math.ceil(to - most) : 0;
    const above = to < 0 && pointed ? -to : 0;
    this.#leave(element, this.#below + below, this.#above + above);
    element.scrollTop = Math.max(0, to);
  }

  #leave(element: HTMLElement, below: number, above: number): void {
    this.#below = below;
    this.#above = above;
    element.style.setProperty('--room', `${below}px`);
    element.style.setProperty('--above', `${above}px`);
  }
}

/**
 * Keeps a list still while rows come and go above the one that is pointed at or has the focus. What came is scrolled
 * to, not pushed down. `drawn` reads whatever decides which rows stand where. To be called while a component is set up.
 */
export function anchor(scroller: () => HTMLElement | undefined, drawn: () => unknown): void {
  const room = new Room(scroller);
  let held: HTMLElement | null = null;
  let before = 0;
  $effect.pre(() => {
    drawn();
    const element = untrack(scroller);
    held = element ? anchorIn(element) : null;
    before = held?.getBoundingClientRect().top ?? 0;
  });
  $effect(() => {
    drawn();
    const element = untrack(scroller);
    if (!element || !held?.isConnected) return;
    const moved = held.getBoundingClientRect().top - before;
    if (Math.abs(moved) >= 1) room.scroll(element, moved, isPointedAt(held));
  });
}
