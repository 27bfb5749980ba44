import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import HeadActions from './HeadActions.svelte';
import type { CandidateView, ScreeningAction } from '../../generated/api';
import { overlays } from '../../state/overlays.svelte';
import { candidateWords as words } from '../../words/candidate';
import { candidateActions, inHead } from '../../actions/candidate';
import { found } from '../../actions/found';
import { ActionRegistry } from '../../actions/registry';

afterEach(() => {
  cleanup();
  overlays.close();
});

const did: string[] = [];

/** A candidate's page in a state in which the screening allows some of what can be done. */
function page(state: string, can: readonly ScreeningAction[], more: Partial<CandidateView> = {}) {
  did.length = 0;
  const row = { id: 's1', name: 'Ada Park', state };
  const view = { row, opportunityId: 'o1', reportUrl: null, review: null, ...more } as unknown as CandidateView;
  const note = (what: string) => () => void did.push(what);
  const actions = candidateActions({
    view: () => view,
    can: (action) => can.includes(action),
    act: (action) => void did.push(action),
    canReview: () => false,
    canChange: () => view.review !== null && can.includes('review'),
    review: note('review'),
    hasPrevious: () => false,
    next: note('next'),
    previous: note('previous'),
    back: note('back'),
  });
  return { view, actions };
}

it.each(['cancelled', 'expired', 'declined', 'failed'])('whoever is %s has no menu without anything in it', (state) => {
  const { view, actions } = page(state, []);
  render(HeadActions, { view, actions });
  expect(screen.queryByRole('button', { name: words.more })).toBeNull();
  expect(screen.getByRole('button', { name: words.sendAnother })).toBeTruthy();
});

it('the menu has what there is for whoever is over, too', async () => {
  const { view, actions } = page('expired', [], { reportUrl: 'https://example.org/report' } as Partial<CandidateView>);
  expect(inHead(actions, view).menu.map(({ label }) => label)).toEqual([words.report]);
  render(HeadActions, { view, actions });
  await userEvent.click(screen.getByRole('button', { name: words.more }));
  expect(screen.getAllByRole('menuitem', { hidden: true }).map((item) => item.textContent?.trim())).toEqual([
    words.report,
  ]);
});

it('whatever the head of the page and its menu offer is in the palette', () => {
  const all = ['undo', 'send_now', 'copy_link', 'remind', 'send_again', 'mail_program', 'cancel'] as const;
  const { view, actions } = page('invited', all, { reportUrl: 'x' } as Partial<CandidateView>);
  const registry = new ActionRegistry();
  registry.add(actions);
  const { buttons, menu } = inHead(actions, view);
  expect(buttons).toHaveLength(4);
  expect(menu).toHaveLength(6);
  const offered = found(registry.available(), '').map(({ id }) => id);
  for (const { id } of [...buttons, ...menu]) expect(offered).toContain(id);
  expect(found(registry.available(), 'call off').map(({ id }) => id)).toEqual(['candidate.cancel']);
  registry.run('candidate.cancel');
  expect(did).toEqual(['cancel']);
  registry.run('candidate.another');
  expect(overlays.open).toMatchObject({ kind: 'send', opportunityId: 'o1' });
});

it('a review is changed and taken back from the palette, where that can be done', () => {
  const review = { score: 3 } as unknown as CandidateView['review'];
  const registry = new ActionRegistry();
  registry.add(page('reviewed', ['review', 'take_back'], { review }).actions);
  expect(registry.run('candidate.change')).toBe(true);
  expect(registry.run('candidate.take_back')).toBe(true);
  expect(did).toEqual(['review', 'take_back']);
  const without = new ActionRegistry();
  without.add(page('invited', []).actions);
  expect([without.can('candidate.change'), without.can('candidate.take_back')]).toEqual([false, false]);
});
