import type { Platform } from '../platform/types';
import { attempt } from './toasts.svelte';

const KEY = 'zoom';
/** 1 is the actual size. */
const LEVELS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

/** How large the window shows its page, where no browser sees to that. The level outlives the page. */
class Zoom {
  #show = $state.raw<Platform['zoom']>(null);
  level = $state(1);

  /** Begins with the level that was chosen last. */
  use(show: Platform['zoom']): void {
    this.#show = show;
    const kept = LEVELS.find((level) => String(level) === localStorage.getItem(KEY)) ?? 1;
    if (show && kept !== this.level) void this.#to(kept);
  }

  /** Whether the page can be shown in another size. */
  get can(): boolean {
    return this.#show !== null;
  }

  get canGrow(): boolean {
    return this.level < Math.max(...LEVELS);
  }

  get canShrink(): boolean {
    return this.level > Math.min(...LEVELS);
  }

  /** One level larger or smaller; the ends stay the ends. */
  async step(by: 1 | -1): Promise<void> {
    const next = by > 0 ? LEVELS.find((level) => level > this.level) : LEVELS.findLast((level) => level < this.level);
    if (next !== undefined) await this.#to(next);
  }

  /** Back to 100 %. */
  async actual(): Promise<void> {
    await this.#to(1);
  }

  async #to(level: number): Promise<void> {
    const [before, show] = [this.level, this.#show];
    if (!show || level === before) return;
    this.level = level;
    if (await attempt(() => show(level))) localStorage.setItem(KEY, String(level));
    else this.level = before;
  }
}

export const zoom = new Zoom();
