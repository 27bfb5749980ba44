import type { Settings } from '../generated/api';
import { commonWords } from '../words/common';
import { settings } from './app.svelte';
import { call } from './backend';
import { attempt } from './toasts.svelte';
import { undo } from './undo.svelte';

/** Changes some settings at once, which can be undone; what was shown before comes back if that fails. */
export async function saveSettings(patch: Partial<Settings>): Promise<void> {
  const before = settings.data;
  if (!before) return;
  settings.put({ ...before, ...patch });
  const worked = await attempt(async () => settings.put(await call('save_settings', { ...before, ...patch })));
  if (!worked) return settings.put(before);
  const names = Object.keys(patch) as (keyof Settings)[];
  const was = Object.fromEntries(names.map((name) => [name, before[name]]));
  undo.did(commonWords.saved, { what: { what: 'settings', before: was, after: patch }, about: null });
}
