/** Whether every word typed begins or is inside a word of `texts`; true if nothing is typed. */
export function matches(typed: string, ...texts: readonly string[]): boolean {
  const all = texts.join(' ').toLocaleLowerCase();
  return typed
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => all.includes(word));
}
