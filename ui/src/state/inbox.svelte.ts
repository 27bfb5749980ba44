import { SvelteSet } from 'svelte/reactivity';
import type { InboxView } from '../generated/api';
import { call } from './backend';
import { Live } from './live.svelte';

/** What needs a person. */
export const inbox = new Live<InboxView>({ load: () => call('inbox', {}), kinds: ['inbox', 'screening'] });

/** Rows that were decided about and leave at once, before the application layer has answered. */
export const leaving = new SvelteSet<string>();

/** Lets a row leave while `work` goes on; it comes back if that fails. */
export async function letLeave(id: string, work: () => Promise<boolean>): Promise<boolean> {
  leaving.add(id);
  try {
    const done = await work();
    if (done) await inbox.refresh();
    return done;
  } finally {
    leaving.delete(id);
  }
}
