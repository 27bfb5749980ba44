import { capital } from '../lib/words';
import { oneselfWords as words } from '../words/common';
import { status } from './app.svelte';

/** Who did something, inside a sentence: oneself has one name. */
export function by(actor: string): string {
  return actor === status.data?.connection.user?.name ? words.you : actor;
}

/** The same by itself: what nobody did, Fulcrum did. */
export function byWhom(actor: string | null): string {
  return actor ? capital(by(actor)) : words.fulcrum;
}
