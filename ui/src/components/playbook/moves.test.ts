import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GradingView, MovesView, SavePlaybook } from '../../generated/api';
import { playbooks } from '../../state/app.svelte';
import { answering } from '../../testing/answering';
import OnePlaybook from '../../testing/OnePlaybook.svelte';
import { playbook } from '../../testing/playbook';
import { playbookWords } from '../../words/playbook';
import Moves from './Moves.svelte';

const words = playbookWords.moves;
const stages = ['phone', 'onsite', 'offer'].map((id) => ({ id, text: id }));
const postings = ['sales', 'design'].map((id) => ({ id, title: id }));
const nothing: MovesView = { automatic: false, byScore: [], byGrade: [], byPosting: [] };

let saved: SavePlaybook[];
/** Lets the save that is under way go on. */
let goOn: () => void;

beforeEach(() => {
  saved = [];
  goOn = () => {};
  const save = (request: SavePlaybook) => {
    saved.push(request);
    const moves = request.moves ?? nothing;
    return new Promise((done) => (goOn = () => done({ ...playbooks.data?.[0], moves })));
  };
  answering({
    stages: () => stages,
    postings: () => postings,
    save_playbook: (request) => save(request as SavePlaybook),
  });
});
afterEach(() => {
  goOn();
  cleanup();
});

const plain: GradingView = {
  scale: 'score',
  thresholds: { passFrom: null, failTo: null, grades: [], knockedOut: null },
  byAssessment: [],
  scoreFrom: null,
};
function show(moves: Partial<MovesView>, grading = plain) {
  playbooks.put([playbook({ moves: { ...nothing, ...moves }, grading })]);
  render(OnePlaybook, { part: Moves as never, given: {} });
}
const select = (testid: string) => screen.findByTestId<HTMLSelectElement>(testid);
const byScore = (request: SavePlaybook | undefined) => request?.moves?.byScore;

describe('the moves of a playbook', () => {
  it('keeps a change that is made while another is saved', async () => {
    show({});
    await userEvent.selectOptions(await select('moves-4'), 'offer');
    await userEvent.selectOptions(await select('moves-3'), 'onsite');
    expect(saved.map(byScore)).toEqual([[{ score: 4, stageId: 'offer' }]]);
    goOn();
    const both = [
      { score: 4, stageId: 'offer' },
      { score: 3, stageId: 'onsite' },
    ];
    await waitFor(() => expect(byScore(saved[1])).toEqual(both));
    expect((await select('moves-4')).value).toBe('offer');
    await userEvent.selectOptions(await select('moves-4'), words.stay);
    goOn();
    await waitFor(() => expect(byScore(saved[2])).toEqual([{ score: 3, stageId: 'onsite' }]));
  });

  it('shows a stage that Lever lost as such', async () => {
    show({ byScore: [{ score: 4, stageId: 'gone' }] });
    const lost = await select('moves-4');
    expect(lost.selectedOptions[0]?.textContent).toBe(words.goneStage);
    expect((await select('moves-3')).textContent).not.toContain(words.goneStage);
  });

  it('offers every grade of the playbook, and keeps one that has no name any more', async () => {
    const own = { ...plain.thresholds, grades: [{ name: 'Lead', from: 9 }], knockedOut: 'Out' };
    const grading = { ...plain, byAssessment: [{ assessmentId: 'first', thresholds: own }] };
    show({ byGrade: [{ grade: 'Star', stageId: 'offer' }] }, grading);
    await userEvent.selectOptions(await select('moves-grade-Lead'), 'onsite');
    const both = [
      { grade: 'Star', stageId: 'offer' },
      { grade: 'Lead', stageId: 'onsite' },
    ];
    await waitFor(() => expect(saved[0]?.moves?.byGrade).toEqual(both));
    expect((await select('moves-grade-Out')).value).toBe('');
    const star = (await select('moves-grade-Star')).closest('li');
    expect(star?.textContent).toContain(words.goneGrade);
    expect((await select('moves-grade-Lead')).closest('li')?.textContent).not.toContain(words.goneGrade);
  });

  it('gives a posting what holds for all to begin with, and offers it no second time', async () => {
    const best = [{ score: 4, stageId: 'offer' }];
    show({ byScore: best });
    await userEvent.selectOptions(await select('moves-add'), 'sales');
    const own = [{ postingId: 'sales', byScore: best, byGrade: [] }];
    await waitFor(() => expect(saved[0]?.moves?.byPosting).toEqual(own));
    const offered = [...(await select('moves-add')).options].map((option) => option.value);
    expect(offered).toEqual(['', 'design']);
    await userEvent.click(screen.getByRole('button', { name: words.removeOf('sales') }));
    goOn();
    await waitFor(() => expect(saved[1]?.moves).toEqual({ ...nothing, byScore: best }));
  });
});
