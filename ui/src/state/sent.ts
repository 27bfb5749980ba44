import { secondsLeft } from '../lib/time';
import { send as words } from '../words/send';
import type { SentTo } from './standing';
import { toasts } from './toasts.svelte';
import { undo } from './undo.svelte';

/** Who gets a screening, in words; empty if nobody does. */
export function sentWords(to: readonly SentTo[]): string {
  const [first, ...others] = to;
  if (!first) return '';
  return others.length === 0 ? words.sent(first.name) : words.sentTo(to.length);
}

/** The same as a sentence. */
export const sentence = (to: readonly SentTo[]): string => (to.length > 0 ? `${sentWords(to)}.` : '');

/**
 * Says who gets a screening, with a button to call it back as long as it is held: until `holdUntil`, in milliseconds
 * since 1970, or null if it is not.
 */
export function saySent(to: readonly SentTo[], holdUntil: number | null): void {
  const [first, ...others] = to;
  if (!first) return;
  const only = others.length === 0 ? first : null;
  const said = sentWords(to);
  const about = only?.screeningId ?? null;
  const held = holdUntil !== null && secondsLeft(holdUntil, Date.now()) > 1;
  if (!held) return void toasts.show(said, { about });
  const ids = to.map(({ screeningId }) => screeningId);
  undo.did(said, { what: { what: 'invitations', ids }, about: only?.name ?? null }, { about, until: holdUntil });
}
