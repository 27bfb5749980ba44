import { syncWords, watchesNothing } from '../lib/statuswords';
import { status } from '../state/app.svelte';
import { attempt, toasts } from '../state/toasts.svelte';
import { statusWords } from '../words/status';
import { runCommand } from './native';

/** Looks at Lever at once. Where nobody is watched for, the foot goes on to say so: then a message says the rest. */
export async function syncNow(): Promise<void> {
  const done = await attempt(() => runCommand('sync'));
  const { data } = status;
  if (!done || !data || !watchesNothing(data)) return;
  toasts.show(statusWords.sync.looking, { severity: 'info', detail: `${syncWords(data, Date.now())}.` });
}
