import type { Component } from 'svelte';
import Account from '../components/settings/Account.svelte';
import Advanced from '../components/settings/Advanced.svelte';
import Appearance from '../components/settings/Appearance.svelte';
import DataPrivacy from '../components/settings/DataPrivacy.svelte';
import Diagnostics from '../components/settings/Diagnostics.svelte';
import Interview from '../components/settings/Interview.svelte';
import MailForm from '../components/settings/MailForm.svelte';
import Notifications from '../components/settings/Notifications.svelte';
import Sending from '../components/settings/Sending.svelte';
import StartUp from '../components/settings/StartUp.svelte';
import type { Settings, Status } from '../generated/api';
import type { SectionId } from '../words/settings';

/** The sections of Settings, in order. What they say, and by which words they are found, is in the catalogue. */
export const SETTINGS_SECTIONS: readonly {
  id: SectionId;
  part: Component<{ status: Status; current: Settings }>;
}[] = [
  { id: 'account', part: Account },
  { id: 'interview', part: Interview },
  { id: 'mail', part: MailForm },
  { id: 'notifications', part: Notifications },
  { id: 'sending', part: Sending },
  { id: 'startup', part: StartUp },
  { id: 'appearance', part: Appearance },
  { id: 'data', part: DataPrivacy },
  { id: 'diagnostics', part: Diagnostics },
  { id: 'advanced', part: Advanced },
];
