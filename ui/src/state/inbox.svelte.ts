import { SvelteSet } from 'svelte/reactivity';
import type { InboxView } from '../generated/api';
import type { SectionName } from '../words/inbox';
import { status } from './app.svelte';
import { loadQueue, type InboxNarrowing } from './inboxqueue';
import { Live } from './live.svelte';
import { place } from './route.svelte';

/** What the address narrows the Inbox to. */
export function narrowing(query: Readonly<Record<string, string>>): InboxNarrowing {
  const me = status.data?.connection.user?.id ?? null;
  return { owner: query['whose'] === 'mine' ? me : null, posting: query['posting'] || null };
}

/** What needs a person. */
export const inbox = new Live<InboxView>({
  load: () => loadQueue(narrowing(place.route.name === 'inbox' ? place.route.query : {})),
  kinds: ['inbox', 'screening'],
});

/** The sections of which all rows were asked for; kept while one looks at somebody and comes back. */
export const whole = new SvelteSet<SectionName>();

/** Rows that were decided about and leave at once, before the application layer has answered. */
export const leaving = new SvelteSet<string>();

/** Lets rows leave while `work` goes on; they come back if that fails. */
export async function letLeave(ids: string | readonly string[], work: () => Promise<boolean>): Promise<boolean> {
  const all = typeof ids === 'string' ? [ids] : ids;
  for (const id of all) leaving.add(id);
  try {
    const done = await work();
    if (done) await inbox.refresh();
    return done;
  } finally {
    for (const id of all) leaving.delete(id);
  }
}
