import { overlays } from '../state/overlays.svelte';
import { place } from '../state/route.svelte';
import { status } from '../state/app.svelte';
import { call } from '../state/backend';
import { openLink } from '../state/screening';
import { attempt } from '../state/toasts.svelte';
import { undo } from '../state/undo';
import { undoWords } from '../words/undo';
import { native, runCommand } from './native';
import type { Action } from './registry';

const signedIn = () => status.data?.connection.state === 'signed_in';
/** An account is worked with, also while another sign-in waits for the browser. */
const working = () => signedIn() || (known() && status.data?.connection.state === 'waiting_for_browser');
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
    ...native('send'),
    group: 'Screening',
    when: working,
    run: () => overlays.show({ kind: 'send', opportunityId: null }),
  },
  {
    ...native('palette'),
    group: 'Fulcrum',
    keysOnly: true,
    whileTyping: true,
    run: () => overlays.show({ kind: 'palette' }),
  },
  {
    ...native('help'),
    group: 'Fulcrum',
    run: () => overlays.show({ kind: 'help' }),
  },
  {
    ...native('sync'),
    group: 'Fulcrum',
    whileTyping: true,
    everywhere: true,
    run: () => void attempt(() => runCommand('sync')),
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
    ...native('pause'),
    group: 'Fulcrum',
    when: () => working() && !paused(),
    run: () => void attempt(() => runCommand('pause'), 'Paused. Nothing is sent or written until you resume.'),
  },
  {
    ...native('resume'),
    group: 'Fulcrum',
    when: paused,
    run: () => void attempt(() => runCommand('resume'), 'Resumed.'),
  },
  { ...native('go.inbox'), group: 'Go to', when: settled, run: () => place.go('inbox') },
  { ...native('go.candidates'), group: 'Go to', when: settled, run: () => place.go('candidates') },
  {
    id: 'go.review',
    label: 'Ready to review',
    group: 'Go to',
    when: settled,
    shortcuts: ['g r'],
    run: () => place.go('candidates', null, { filter: 'to_review' }),
  },
  { ...native('go.overview'), group: 'Go to', when: settled, run: () => place.go('overview') },
  { ...native('go.activity'), group: 'Go to', when: settled, run: () => place.go('activity') },
  {
    ...native('go.assessments'),
    group: 'Go to',
    when: settled,
    run: () => place.go('assessments'),
  },
  { ...native('go.playbooks'), group: 'Go to', when: settled, run: () => place.go('playbooks') },
  {
    ...native('go.settings'),
    group: 'Go to',
    when: settled,
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
