import { overlays } from '../state/overlays.svelte';
import { isPaused } from '../state/held';
import { place } from '../state/route.svelte';
import { settings, status } from '../state/app.svelte';
import { call } from '../state/backend';
import { exportActivity } from '../state/activity';
import { exportTable, queryOf, TABLES } from '../state/overview';
import { openLink, undoLast } from '../state/screening';
import { saveSettings } from '../state/settings';
import { wordsOf } from '../state/settings-search.svelte';
import { attempt } from '../state/toasts.svelte';
import { zoom } from '../state/zoom.svelte';
import { works } from '../lib/statuswords';
import { actionWords as words, groups } from '../words/actions';
import { assessmentWords } from '../words/assessments';
import { checkWords } from '../words/check';
import { overviewWords } from '../words/overview';
import { presetWords } from '../words/presets';
import { SECTION_IDS, settingsWords } from '../words/settings';
import { shellWords } from '../words/shell';
import { undoWords } from '../words/undo';
import { native, runCommand } from './native';
import type { Action } from './registry';
import { syncNow } from './syncnow';

const signedIn = () => status.data?.connection.state === 'signed_in';
const working = () => status.data !== null && works(status.data);
/** An account is known, signed in or not: trying once more may find the keychain open again. */
const known = () => status.data?.setup.connected === true;
/** Onboarding is over: before that, there are no other pages to go to. */
const settled = () => status.data?.setup.finished === true;
/** There is an account whose past can be saved. */
const worked = () => settled() && known();
const connecting = () => place.route.name === 'connect';
const anew = () => connecting() && place.route.query['anew'] === 'yes';
const failedAnew = () => signedIn() && (status.data?.connection.problem ?? null) !== null;
const sample = () => status.data?.connection.isSample === true;

/** Each section of Settings. */
const SETTINGS: readonly Action[] = SECTION_IDS.map((id) => ({
  id: `settings.${id}`,
  label: words.settings(settingsWords.sections[id].title),
  also: wordsOf(id),
  group: groups.goTo,
  when: settled,
  run: () => place.go('settings', id),
}));

/** What is saved is what the page shows, if it is open. */
const EXPORTS: readonly Action[] = [
  ...TABLES.map((table): Action => ({
    id: `export.${table}`,
    label: overviewWords.chart.save(table),
    also: words.exports.also,
    about: shellWords.pages.overview,
    group: groups.app,
    when: worked,
    run: () => void exportTable({ ...queryOf(place.route), table }, overviewWords.chart.saved),
  })),
  {
    id: 'export.activity',
    label: words.exports.activity,
    also: words.exports.also,
    about: shellWords.pages.activity,
    group: groups.app,
    when: worked,
    run: () => void exportActivity(place.route),
  },
];

/** How the window looks. */
const THEMES: readonly Action[] = (['system', 'light', 'dark'] as const).map((appearance) => ({
  id: `theme.${appearance}`,
  label: words.theme[appearance],
  also: words.theme.also[appearance],
  group: groups.app,
  when: () => settled() && settings.data !== null && settings.data.appearance !== appearance,
  run: () => void saveSettings({ appearance }),
}));

/** How large the window shows its page. */
const ZOOM: readonly Action[] = (
  [
    ['in', ['mod++', 'mod+='], () => zoom.step(1)],
    ['out', ['mod+-'], () => zoom.step(-1)],
    ['actual', ['mod+0'], () => zoom.actual()],
  ] as const
).map(([id, shortcuts, run]) => ({
  id: `zoom.${id}`,
  label: words.zoom[id],
  also: words.zoom.also,
  group: groups.app,
  shortcuts,
  whileTyping: true,
  everywhere: true,
  repeats: true,
  when: () => zoom.can,
  run: () => void run(),
}));

/** The actions that work everywhere. */
export const GLOBAL_ACTIONS: readonly Action[] = [
  {
    ...native('send'),
    also: words.also.send,
    group: groups.screening,
    when: working,
    run: () => overlays.show({ kind: 'send', opportunityId: null }),
  },
  {
    ...native('palette'),
    group: groups.app,
    keysOnly: true,
    whileTyping: true,
    run: () => overlays.show({ kind: 'palette' }),
  },
  {
    ...native('help'),
    group: groups.app,
    run: () => overlays.show({ kind: 'help' }),
  },
  {
    ...native('sync'),
    group: groups.app,
    whileTyping: true,
    everywhere: true,
    when: working,
    run: () => void syncNow(),
  },
  {
    id: 'undo.last',
    label: undoWords.action,
    group: groups.app,
    shortcuts: ['mod+z'],
    run: () => void undoLast(),
  },
  {
    id: 'sync.retry',
    label: words.retry,
    group: groups.app,
    keysOnly: true,
    when: known,
    run: () => void attempt(() => call('sync_now', {})),
  },
  {
    ...native('pause'),
    group: groups.app,
    when: () => working() && !isPaused(),
    run: () => void attempt(() => runCommand('pause')),
  },
  {
    ...native('resume'),
    group: groups.app,
    when: isPaused,
    run: () => void attempt(() => runCommand('resume')),
  },
  {
    ...native('go.inbox'),
    also: words.also.inbox,
    group: groups.goTo,
    when: settled,
    run: () => place.to(place.inbox),
  },
  { ...native('go.candidates'), group: groups.goTo, when: settled, run: () => place.go('candidates') },
  {
    id: 'go.review',
    label: words.review,
    group: groups.goTo,
    when: settled,
    shortcuts: ['g r'],
    run: () => place.go('candidates', null, { filter: 'to_review' }),
  },
  {
    ...native('go.overview'),
    also: words.also.overview,
    group: groups.goTo,
    when: settled,
    run: () => place.go('overview'),
  },
  {
    ...native('go.activity'),
    also: words.also.activity,
    group: groups.goTo,
    when: settled,
    run: () => place.go('activity'),
  },
  {
    ...native('go.assessments'),
    also: words.also.assessments,
    group: groups.goTo,
    when: settled,
    run: () => place.go('assessments'),
  },
  {
    ...native('go.playbooks'),
    also: words.also.playbooks,
    group: groups.goTo,
    when: settled,
    run: () => place.go('playbooks'),
  },
  {
    id: 'playbook.add',
    label: presetWords.add,
    also: words.also.addPlaybook,
    about: shellWords.pages.playbooks,
    group: groups.app,
    when: worked,
    run: () => place.go('playbooks', null, { add: 'yes' }),
  },
  {
    id: 'assessment.new',
    label: assessmentWords.fresh.button,
    also: words.also.newAssessment,
    about: shellWords.pages.assessments,
    group: groups.app,
    when: settled,
    run: () => place.go('assessments', null, { new: 'yes' }),
  },
  {
    ...native('go.settings'),
    group: groups.goTo,
    when: settled,
    run: () => place.go('settings'),
  },
  {
    id: 'go.check',
    label: checkWords.title,
    also: checkWords.also,
    group: groups.goTo,
    when: settled,
    shortcuts: ['g h'],
    run: () => place.go('check'),
  },
  {
    id: 'connect',
    label: words.connect,
    group: groups.app,
    when: () => settled() && !signedIn() && !connecting(),
    run: () => place.go('connect'),
  },
  {
    id: 'connect.anew',
    label: words.connectAnew,
    group: groups.app,
    when: () => settled() && signedIn() && !anew(),
    run: () => place.go('connect', null, { anew: 'yes' }),
  },
  {
    id: 'connect.failed',
    label: words.whyFailed,
    group: groups.app,
    when: () => settled() && failedAnew() && !connecting(),
    run: () => place.go('connect'),
  },
  {
    id: 'connect.dismiss',
    label: words.dismissFailed,
    group: 'Fulcrum',
    keysOnly: true,
    when: failedAnew,
    run: () => void attempt(() => call('cancel_sign_in', {})),
  },
  {
    id: 'connect.port',
    label: words.otherPort,
    group: groups.app,
    keysOnly: true,
    when: settled,
    run: () => place.go('connect', null, { ...(signedIn() ? { anew: 'yes' } : {}), port: 'yes' }),
  },
  {
    id: 'connect.this_run',
    label: words.stay,
    group: groups.app,
    keysOnly: true,
    when: settled,
    run: () =>
      void attempt(() => call('keep_secrets_for_this_run', {})).then((kept) => {
        if (kept) place.go('connect');
      }),
  },
  ...SETTINGS,
  ...EXPORTS,
  ...THEMES,
  ...ZOOM,
  {
    id: 'sample.board',
    label: words.sample.board,
    group: groups.app,
    when: sample,
    run: () => void openLink({ what: 'sample_board' }),
  },
  {
    id: 'sample.mailbox',
    label: words.sample.mailbox,
    group: groups.app,
    when: sample,
    run: () => void openLink({ what: 'sample_mailbox' }),
  },
];
