import type { PlaybookFile, PlaybookRef, PlaybookView, PresetView } from '../generated/api';
import { playbooks } from './app.svelte';
import { call } from './backend';
import { Live } from './live.svelte';

/** The playbooks that come with Fulcrum. They never change while it runs. */
export const presets = new Live<PresetView[]>({ load: () => call('presets', {}), kinds: [] });

/** Adds a preset, and answers with the playbook, which is off. */
export async function addPreset(key: string): Promise<PlaybookView> {
  const added = await call('add_preset', { key });
  await playbooks.refresh();
  return added;
}

/** Adds the playbook of a file; rejects with what is wrong in it. */
export async function importPlaybook(file: PlaybookFile): Promise<PlaybookView> {
  const added = await call('import_playbook', file);
  await playbooks.refresh();
  return added;
}

/** Saves a playbook as a file; false if the person changed their mind. */
export async function exportPlaybook(request: PlaybookRef): Promise<boolean> {
  return (await call('export_playbook', request)).saved;
}
