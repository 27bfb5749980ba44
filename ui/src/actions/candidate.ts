import type { CandidateView, ScreeningAction } from '../generated/api';
import { overlays } from '../state/overlays.svelte';
import { openLink } from '../state/screening';
import { groups } from '../words/actions';
import { candidateWords as words } from '../words/candidate';
import { countingWords } from '../words/counting';
import { reviewWords } from '../words/review';
import type { Action } from './registry';

/** What the page of one candidate knows, and does by itself. */
export interface CandidatePage {
  view: () => CandidateView | null;
  can: (action: ScreeningAction) => boolean;
  /** Does what the screening allows; calling off asks first. */
  act: (action: ScreeningAction) => void;
  /** What rules have scored can be reviewed all the same. */
  canReview: () => boolean;
  /** Its review can be changed, and is not being changed. */
  canChange: () => boolean;
  review: () => void;
  hasPrevious: () => boolean;
  next: () => void;
  previous: () => void;
  back: () => void;
}

const KEYS: Partial<Record<ScreeningAction, readonly [string]>> = { undo: ['u'], send_now: ['s'], copy_link: ['y'] };
const ACTS = ['undo', 'take_back', 'send_now', 'copy_link', 'remind', 'send_again', 'mail_program', 'cancel'] as const;
const OVER: readonly string[] = ['cancelled', 'declined', 'expired', 'failed'];

/** Buttons at the head of the page, and what stands in its menu. */
const BUTTONS = ['undo', 'send_now', 'copy_link'];
const MENU = ['remind', 'send_again', 'mail_program', 'cancel'];

/** What can be done with one candidate: by keys, in the palette, and at the head of the page. */
export function candidateActions(page: CandidatePage): Action[] {
  const { view } = page;
  const action = (id: string, label: string, run: () => void, more: Partial<Action> = {}): Action => ({
    id: `candidate.${id}`,
    label,
    group: groups.candidate,
    when: () => view() !== null,
    run,
    ...more,
  });
  const about = (run: (view: CandidateView) => unknown) => () => {
    const shown = view();
    if (shown) run(shown);
  };
  const why = about(({ opportunityId, row }) => overlays.show({ kind: 'why', opportunityId, name: row.name }));
  const another = about(({ opportunityId }) => overlays.show({ kind: 'send', opportunityId }));
  const open = (what: 'candidate_in_lever' | 'report') => about(({ row }) => openLink({ what, id: row.id }));
  return [
    action('back', words.back, page.back, { shortcuts: ['escape'], when: () => true }),
    action('lever', words.openInLever, open('candidate_in_lever'), { shortcuts: ['o'] }),
    action('why', words.why, why, { shortcuts: ['w'] }),
    action('review', countingWords.reviewAnyway, page.review, { shortcuts: ['r'], when: page.canReview }),
    action('change', reviewWords.change, page.review, { when: page.canChange }),
    action('next', words.next, page.next, { shortcuts: ['n'], when: () => true }),
    action('previous', words.queue.previous, page.previous, { shortcuts: ['p'], when: page.hasPrevious }),
    ...ACTS.map((one) =>
      action(one, one === 'cancel' ? words.callOff : words.actions[one], () => page.act(one), {
        shortcuts: KEYS[one] ?? [],
        when: () => page.can(one),
      }),
    ),
    action('another', words.sendAnother, another, { also: words.also.another }),
    action('report', words.report, open('report'), { when: () => Boolean(view()?.reportUrl) }),
  ];
}

/** What of it stands at the head of the page now: as buttons, and in the menu. */
export function inHead(actions: readonly Action[], view: CandidateView): { buttons: Action[]; menu: Action[] } {
  const offered = (ids: readonly string[]) =>
    ids.flatMap((id) => actions.filter((action) => action.id === `candidate.${id}` && (action.when?.() ?? true)));
  // Whoever has no screening that goes on is asked anew with one press.
  const over = OVER.includes(view.row.state as string);
  return {
    buttons: offered([...BUTTONS, ...(over ? ['another'] : []), 'lever']),
    menu: offered([...MENU, ...(over ? [] : ['another']), 'report']),
  };
}
