import { overlays } from '../state/overlays.svelte';
import { place } from '../state/route.svelte';
import { status } from '../state/app.svelte';
import { call } from '../state/backend';
import { openLink } from '../state/screening';
import { attempt } from '../state/toasts.svelte';
import { undo } from '../state/undo';
import { undoWords } from '../words/undo';
import type { Action } from './registry';

const signedIn = () => status.data?.connection.state === 'signed_in';
const paused = () => status.data?.sync.state === 'paused';
/** An account is known, so that there is something to sync. */
const known = () => status.data?.setup.connected === true;
/** Onboarding is over: before that, there are no other pages to go to. */
const settled = () => status.data?.setup.finished === true;
const connecting = () => place.route.name === 'connect';
const anew = () => connecting() && place.route.query['anew'] === 'yes';
const failedAnew = () => signedIn() && (status.data?.connection.problem ?? null) !== null;
const sample = () => status.data?.connection.isSample === true;

/** The actions that work everywhere. */
export const GLOBAL_ACTIONS: readonly Action[] = [
  {
    id: 'send',
    label: 'Send screening now',
    group: 'Screening',
    shortcuts: ['c'],
    when: signedIn,
    run: () => overlays.show({ kind: 'send', opportunityId: null }),
  },
  {
    id: 'palette',
    label: 'Search everything that Fulcrum can do',
    group: 'Fulcrum',
    shortcuts: ['mod+k'],
    keysOnly: true,
    whileTyping: true,
    run: () => overlays.show({ kind: 'palette' }),
  },
  {
    id: 'help',
    label: 'Keyboard shortcuts',
    group: 'Fulcrum',
    shortcuts: ['?'],
    run: () => overlays.show({ kind: 'help' }),
  },
  {
    id: 'sync',
    label: 'Sync with Lever now',
    group: 'Fulcrum',
    shortcuts: ['mod+r'],
    whileTyping: true,
    everywhere: true,
    run: () => void attempt(() => call('sync_now', {})),
  },
  {
    id: 'undo.last',
    label: undoWords.action,
    group: 'Fulcrum',
    shortcuts: ['mod+z'],
    run: () => void undo.last(),
  },
  {
    id: 'sync.retry',
    label: 'Try again now',
    group: 'Fulcrum',
    keysOnly: true,
    when: known,
    run: () => void attempt(() => call('sync_now', {})),
  },
  {
    id: 'pause',
    label: 'Pause: send and write nothing',
    group: 'Fulcrum',
    when: () => signedIn() && !paused(),
    run: () => void attempt(() => call('pause', { on: true }), 'Paused. Nothing is sent or written until you resume.'),
  },
  {
    id: 'resume',
    label: 'Resume',
    group: 'Fulcrum',
    when: paused,
    run: () => void attempt(() => call('pause', { on: false }), 'Resumed.'),
  },
  { id: 'go.inbox', label: 'Inbox', group: 'Go to', shortcuts: ['g i'], when: settled, run: () => place.go('inbox') },
  {
    id: 'go.candidates',
    label: 'Candidates',
    group: 'Go to',
    shortcuts: ['g c'],
    when: settled,
    run: () => place.go('candidates'),
  },
  {
    id: 'go.review',
    label: 'Ready to review',
    group: 'Go to',
    when: settled,
    shortcuts: ['g r'],
    run: () => place.go('candidates', null, { filter: 'to_review' }),
  },
  {
    id: 'go.overview',
    label: 'Overview',
    group: 'Go to',
    shortcuts: ['g o'],
    when: settled,
    run: () => place.go('overview'),
  },
  {
    id: 'go.activity',
    label: 'Activity',
    group: 'Go to',
    shortcuts: ['g a'],
    when: settled,
    run: () => place.go('activity'),
  },
  {
    id: 'go.assessments',
    label: 'Assessments',
    group: 'Go to',
    when: settled,
    shortcuts: ['g q'],
    run: () => place.go('assessments'),
  },
  {
    id: 'go.playbooks',
    label: 'Playbooks',
    group: 'Go to',
    shortcuts: ['g p'],
    when: settled,
    run: () => place.go('playbooks'),
  },
  {
    id: 'go.settings',
    label: 'Settings',
    group: 'Go to',
    when: settled,
    shortcuts: ['g s', 'mod+,'],
    run: () => place.go('settings'),
  },
  {
    id: 'connect',
    label: 'Connect to Lever',
    group: 'Fulcrum',
    when: () => settled() && !signedIn() && !connecting(),
    run: () => place.go('connect'),
  },
  {
    id: 'connect.anew',
    label: 'Connect to Lever anew',
    group: 'Fulcrum',
    when: () => settled() && signedIn() && !anew(),
    run: () => place.go('connect', null, { anew: 'yes' }),
  },
  {
    id: 'connect.failed',
    label: 'Show why the sign-in did not work',
    group: 'Fulcrum',
    when: () => settled() && failedAnew() && !connecting(),
    run: () => place.go('connect'),
  },
  {
    id: 'connect.port',
    label: 'Choose another port',
    group: 'Fulcrum',
    keysOnly: true,
    when: settled,
    run: () => place.go('connect', null, { ...(signedIn() ? { anew: 'yes' } : {}), port: 'yes' }),
  },
  {
    id: 'connect.this_run',
    label: 'Stay signed in until I quit',
    group: 'Fulcrum',
    keysOnly: true,
    when: settled,
    run: () =>
      void attempt(() => call('keep_secrets_for_this_run', {})).then((kept) => {
        if (kept) place.go('connect');
      }),
  },
  {
    id: 'settings.account',
    label: 'Account and sign-in',
    group: 'Go to',
    when: settled,
    run: () => place.go('settings', 'account'),
  },
  {
    id: 'settings.interview',
    label: 'Interview service',
    group: 'Go to',
    when: settled,
    run: () => place.go('settings', 'interview'),
  },
  {
    id: 'settings.mail',
    label: 'Mail settings',
    group: 'Go to',
    when: settled,
    run: () => place.go('settings', 'mail'),
  },
  {
    id: 'settings.appearance',
    label: 'Appearance',
    group: 'Go to',
    when: settled,
    run: () => place.go('settings', 'appearance'),
  },
  {
    id: 'settings.advanced',
    label: 'Sign-in address',
    group: 'Go to',
    when: settled,
    run: () => place.go('settings', 'advanced'),
  },
  {
    id: 'sample.board',
    label: 'Open the sample hiring board',
    group: 'Fulcrum',
    when: sample,
    run: () => void openLink({ what: 'sample_board' }),
  },
  {
    id: 'sample.mailbox',
    label: 'Open the sample mailbox',
    group: 'Fulcrum',
    when: sample,
    run: () => void openLink({ what: 'sample_mailbox' }),
  },
];
