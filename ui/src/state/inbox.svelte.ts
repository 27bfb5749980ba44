import type { InboxView } from '../generated/api';
import { call } from './backend';
import { Live } from './live.svelte';

/** What needs a person. */
export const inbox = new Live<InboxView>({ load: () => call('inbox', {}), kinds: ['inbox', 'screening'] });
