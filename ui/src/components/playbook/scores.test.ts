import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GradingView, MovesView, PastResults, PlaybookView, SavePlaybook } from '../../generated/api';
import { playbooks } from '../../state/app.svelte';
import { answering } from '../../testing/answering';
import OnePlaybook from '../../testing/OnePlaybook.svelte';
import { playbook } from '../../testing/playbook';
import { vocabularyWords } from '../../words/vocabulary';
import Scores from './Scores.svelte';
import Tags from './Tags.svelte';

const words = vocabularyWords.scores;
const grading: GradingView = {
  scale: 'score',
  thresholds: {
    passFrom: null,
    failTo: null,
    grades: [
      { name: 'Lead', from: 4 },
      { name: 'Passed', from: 2 },
    ],
    knockedOut: null,
  },
  byAssessment: [],
  scoreFrom: null,
};
const moves: MovesView = {
  automatic: false,
  byScore: [],
  byGrade: [{ grade: 'Lead', stageId: 'offer' }],
  byPosting: [{ postingId: 'sales', byScore: [], byGrade: [{ grade: 'Lead', stageId: 'onsite' }] }],
};
const nothing = { pass: 0, needsReview: 0, fail: 0 };
const past = (change: Partial<PastResults>): PastResults => ({
  results: 24,
  changed: 0,
  before: nothing,
  after: nothing,
  regraded: [],
  ...change,
});

let saved: SavePlaybook[];

beforeEach(() => {
  saved = [];
  answering({
    preview_grading: () => past({ regraded: [{ before: 'Lead', after: 'Star', results: 7 }] }),
    preview_texts: () => ({ candidate: null, texts: [] }),
    save_playbook: (request) => {
      saved.push(request as SavePlaybook);
      return playbooks.data?.[0];
    },
  });
});
afterEach(cleanup);

function show(part: unknown, change: Partial<PlaybookView>, given = {}) {
  playbooks.put([playbook({ grading, moves, ...change })]);
  render(OnePlaybook, { part: part as never, given });
}

describe('the grades of a playbook', () => {
  it('are still there as they were typed when the page is left and opened again', async () => {
    show(Scores, {}, { assessments: [] });
    await userEvent.type(screen.getByTestId('scores-grade-0'), 's');
    cleanup();
    show(Scores, {}, { assessments: [] });
    expect(screen.getByTestId<HTMLInputElement>('scores-grade-0').value).toBe('Leads');
    await userEvent.click(screen.getByTestId('scores-discard'));
    cleanup();
    show(Scores, {}, { assessments: [] });
    expect(screen.getByTestId<HTMLInputElement>('scores-grade-0').value).toBe('Lead');
    expect(screen.queryByTestId('scores-save')).toBeNull();
  });

  it('take their moves along when they are renamed, and what changes says so', async () => {
    show(Scores, { on: true }, { assessments: [] });
    const name = screen.getByTestId('scores-grade-0');
    await userEvent.clear(name);
    await userEvent.type(name, 'Star');
    const changes = (await screen.findByTestId('changes')).textContent;
    for (const text of [words.grades.moves, 'Lead', 'Star']) expect(changes).toContain(text);
    await screen.findByText(
      'Of 24 past results, none would have fallen otherwise. 7 would get another grade (Lead to Star: 7). They stay as they are.',
    );
    await userEvent.click(screen.getByTestId('scores-save'));
    await waitFor(() => expect(saved[0]?.moves?.byGrade).toEqual([{ grade: 'Star', stageId: 'offer' }]));
    expect(saved[0]?.moves?.byPosting[0]?.byGrade).toEqual([{ grade: 'Star', stageId: 'onsite' }]);
    expect(saved[0]?.grading?.thresholds.grades[0]).toEqual({ name: 'Star', from: 4 });
  });

  it('say before one goes that its move then moves nobody, and touch no moves otherwise', async () => {
    show(Scores, {}, { assessments: [] });
    await userEvent.click(screen.getByTestId('scores-grade-1-remove'));
    expect(screen.queryByTestId('scores-orphans')).toBeNull();
    await userEvent.click(screen.getByTestId('scores-grade-0-remove'));
    expect(screen.getByTestId('scores-orphans').textContent).toBe(words.grades.orphans(['Lead']));
    await userEvent.click(screen.getByTestId('scores-save'));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.moves).toBeNull();
  });
});

describe('a tag that is never written', () => {
  it('is told with the assessment after which it is not', () => {
    const unwritten = [{ tag: 'grade' as const, assessment: 'Talk', uncounted: true }];
    show(Tags, { unwritten });
    const { unwritten: said, when } = vocabularyWords.tags;
    expect(screen.getByTestId('tag-unwritten').textContent).toBe(said(when.grade, 'Talk', true));
  });
});

describe('how past results would have fallen', () => {
  it.each([
    [past({ results: 0 }), 'There are no results yet.'],
    [past({}), 'All 24 past results would have fallen the same.'],
    [
      past({ changed: 5, before: { ...nothing, pass: 5 }, after: { ...nothing, fail: 5 } }),
      'Of 24 past results, 5 would have fallen otherwise: 0 pass (5 now), 0 need a review and 5 fail (0 now). They stay as they are.',
    ],
    [
      past({
        regraded: ['A', 'B', 'C', 'D', 'E', 'F'].map((before, at) => ({ before, after: null, results: 9 - at })),
      }),
      'Of 24 past results, none would have fallen otherwise. 39 would get another grade (A to no grade: 9, B to no grade: 8, C to no grade: 7, D to no grade: 6, others: 9). They stay as they are.',
    ],
  ])('is said in sentences', (results, said) => expect(words.past(results)).toBe(said));
});
