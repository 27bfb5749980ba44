import type { Settings } from '../generated/api';
import { commonWords } from '../words/common';
import { settings } from './app.svelte';
import { call } from './backend';
import { attempt, toasts } from './toasts.svelte';

/** Changes some settings at once; what was shown before comes back if that fails. */
export async function saveSettings(patch: Partial<Settings>): Promise<void> {
  const before = settings.data;
  if (!before) return;
  settings.put({ ...before, ...patch });
  const worked = await attempt(async () => settings.put(await call('save_settings', { ...before, ...patch })));
  if (!worked) settings.put(before);
  else toasts.show(commonWords.saved);
}
