import { activityFilter, narrowing } from '../lib/activityquery';
import type { Route } from '../lib/router';
import { activityWords } from '../words/activity';
import { call } from './backend';
import { attempt, toasts } from './toasts.svelte';

/** Saves Activity as its page shows it, or all of it; says so unless the person changed their mind. */
export async function exportActivity(route: Route): Promise<void> {
  const chosen = narrowing(route.name === 'activity' ? route.query : {});
  await attempt(async () => {
    const { saved } = await call('export_activity', { filter: activityFilter(chosen, Date.now()) });
    if (saved) toasts.show(activityWords.saved);
  });
}
