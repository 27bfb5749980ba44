import type { PreviewPerson } from '../generated/api';

const VERDICTS: readonly string[] = ['invite', 'ask', 'skip', 'not_addressed'];

/** Whoever can be invited first, then questions, then the others; of each, who entered the stage last, or first. */
export function inOrder<T extends Pick<PreviewPerson, 'verdict' | 'enteredAt' | 'name'>>(
  people: readonly T[],
  by: 'latest' | 'oldest' = 'latest',
): T[] {
  const rank = ({ verdict }: T) => VERDICTS.indexOf(verdict);
  const at = ({ enteredAt }: T) => enteredAt ?? (by === 'latest' ? 0 : Infinity);
  const sign = by === 'latest' ? 1 : -1;
  return [...people].sort((a, b) => rank(a) - rank(b) || sign * (at(b) - at(a)) || a.name.localeCompare(b.name));
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether every word of a search is in the name, the address or the posting of somebody. */
export function isCalled({ name, email, posting }: Pick<PreviewPerson, 'name' | 'email' | 'posting'>, search: string) {
  const all = plain([name, email, posting].join(' '));
  return plain(search)
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => all.includes(word));
}
