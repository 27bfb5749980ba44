import type { Action } from './registry';

const wordsOf = (typed: string) => typed.toLocaleLowerCase().split(/\s+/);

/** Whether every typed word is in one of the texts. */
function has(typed: string, ...texts: readonly (string | undefined)[]): boolean {
  const all = texts.join(' ').toLocaleLowerCase();
  return wordsOf(typed).every((word) => all.includes(word));
}

/** Whether an action is called so, or one of the other words for it begins so. */
export function isMeant({ label, also = '' }: Action, typed: string): boolean {
  const others = ` ${also}`.toLocaleLowerCase();
  return wordsOf(typed).every((word) => has(word, label) || others.includes(` ${word}`));
}

/** The actions that have every typed word in what they are called or are also found by; those called so first. */
export function found(actions: readonly Action[], typed: string): Action[] {
  const any = actions.filter(
    (action) => !action.keysOnly && has(typed, action.group, action.label, action.also, action.about),
  );
  const rank = (action: Action) => (has(typed, action.label) ? 0 : isMeant(action, typed) ? 1 : 2);
  return any.sort((a, b) => rank(a) - rank(b));
}
