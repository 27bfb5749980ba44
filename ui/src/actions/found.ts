import type { Action } from './registry';

/** The actions that have every typed word in what they are called or are also found by; those called so first. */
export function found(actions: readonly Action[], typed: string): Action[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const has = (...texts: readonly (string | undefined)[]) => {
    const all = texts.join(' ').toLocaleLowerCase();
    return words.every((word) => all.includes(word));
  };
  const any = actions.filter(
    (action) => !action.keysOnly && has(action.group, action.label, action.also, action.about),
  );
  return [...any.filter(({ label }) => has(label)), ...any.filter(({ label }) => !has(label))];
}
