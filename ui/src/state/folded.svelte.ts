import { SvelteSet } from 'svelte/reactivity';
import type { SectionName } from '../words/inbox';

const KEY = 'inbox.folded';

function kept(): SectionName[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(found) ? (found as SectionName[]) : [];
  } catch {
    return [];
  }
}

/** The sections of the Inbox that are folded, kept on this computer. */
class Folded {
  readonly #names = new SvelteSet<SectionName>(kept());

  has(name: SectionName): boolean {
    return this.#names.has(name);
  }

  toggle(name: SectionName): void {
    if (!this.#names.delete(name)) this.#names.add(name);
    this.#keep();
  }

  unfold(name: SectionName): void {
    if (this.#names.delete(name)) this.#keep();
  }

  #keep(): void {
    try {
      localStorage.setItem(KEY, JSON.stringify([...this.#names]));
    } catch {
      // Without storage it lasts until the window is closed.
    }
  }
}

export const folded = new Folded();
