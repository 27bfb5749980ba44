import type {
  AssessmentView,
  CheckedChain,
  NotificationsView,
  PlaybookView,
  Settings,
  Status,
  WorkView,
} from '../generated/api';
import { call } from './backend';
import { Live } from './live.svelte';

/** Whether it is working: status bar, navigation counts, banners and onboarding are drawn from it. */
export const status = new Live<Status>({ load: () => call('status', {}), kinds: ['status'] });

/** Settings of this computer. */
export const settings = new Live<Settings>({ load: () => call('settings', {}), kinds: ['settings'] });

/** Assessments of the provider. */
export const assessments = new Live<AssessmentView[]>({
  load: () => call('assessments', {}),
  kinds: ['assessments'],
});

/** Playbooks in order. */
export const playbooks = new Live<PlaybookView[]>({ load: () => call('playbooks', {}), kinds: ['playbooks'] });

/** How notifications went. */
export const notificationsSoFar = new Live<NotificationsView>({
  load: () => call('notifications', {}),
  kinds: ['notifications'],
});

/** How every link from Lever to an invitation stands. */
export const checks = new Live<CheckedChain>({ load: () => call('checks', {}), kinds: ['checks'] });

/** What is under way and may take a while. */
export const work = new Live<WorkView[]>({ load: () => call('work', {}), kinds: ['work'] });
