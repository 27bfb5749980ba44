import { createSubscriber } from 'svelte/reactivity';
import type { groups } from '../words/actions';

/** Where an action is listed in the palette and on the help sheet. */
export type ActionGroup = (typeof groups)[keyof typeof groups];

/** Something that a person can do from anywhere or from one view. */
export interface Action {
  id: string;
  label: string;
  /** Whom it is done with, or what it is about, where the group does not say it. */
  about?: string | undefined;
  /** Other words by which the palette finds it. */
  also?: string;
  group: ActionGroup;
  /** For example `c`, `mod+k`, `g i` (one after the other), `?`. The first is shown. */
  shortcuts?: readonly string[];
  /** Whether it makes sense now; always, if missing. */
  when?: () => boolean;
  /** Listed on the help sheet only: meaningless in the palette (such as moving to the next row). */
  keysOnly?: boolean;
  /** Works while something is typed, too (only for shortcuts with a modifier). */
  whileTyping?: boolean;
  /** Works while a dialog is open and during onboarding, too. */
  everywhere?: boolean;
  /** Runs again and again while its key is held, such as walking a list; anything else runs once for each press. */
  repeats?: boolean;
  run: () => void;
}

/** The one list of actions: menus, shortcuts, palette and help sheet are drawn from it. */
export class ActionRegistry {
  #layers: Action[][] = [];
  #changed: () => void = () => {};
  readonly #subscribe = createSubscriber((update) => {
    this.#changed = update;
    return () => (this.#changed = () => {});
  });

  /** Adds actions until the returned function is called. Later ones win over earlier ones. */
  add(actions: readonly Action[]): () => void {
    const layer = [...actions];
    this.#layers.push(layer);
    this.#changed();
    return () => {
      this.#layers = this.#layers.filter((other) => other !== layer);
      this.#changed();
    };
  }

  /** Every action that makes sense now, the latest layer first. */
  available(): Action[] {
    this.#subscribe();
    const seen = new Set<string>();
    return [...this.#layers].reverse().flatMap((layer) =>
      layer.filter((action) => {
        if (seen.has(action.id) || !(action.when?.() ?? true)) return false;
        seen.add(action.id);
        return true;
      }),
    );
  }

  /** Whether an action would run now. */
  can(id: string): boolean {
    return this.available().some((action) => action.id === id);
  }

  /** Runs an action by id; false if it is unknown or makes no sense now. */
  run(id: string): boolean {
    const action = this.available().find((candidate) => candidate.id === id);
    action?.run();
    return action !== undefined;
  }

  /** The first shortcut of an action. */
  shortcut(id: string): string | undefined {
    return this.#layers.flat().find((action) => action.id === id)?.shortcuts?.[0];
  }
}

export const registry = new ActionRegistry();
