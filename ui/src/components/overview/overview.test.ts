import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FunnelStepView, OverviewView, TimesView } from '../../generated/api';
import { parse } from '../../lib/router';
import type { Platform } from '../../platform/types';
import { useBackend } from '../../state/backend';
import { asQuery, exportTable, figuresOf, queryOf } from '../../state/overview';
import { toasts } from '../../state/toasts.svelte';
import { overviewWords as words } from '../../words/overview';
import Funnel from './Funnel.svelte';
import Postings from './Postings.svelte';
import { tablesOf } from './tables';
import Tiles from './Tiles.svelte';

afterEach(cleanup);

const HOSTILE = '<img src=x onerror=alert(1)>';
const step = (name: FunnelStepView['step'], count: number, more: Partial<FunnelStepView> = {}): FunnelStepView => ({
  step: name,
  count,
  waiting: 0,
  declined: 0,
  expired: 0,
  cancelled: 0,
  failed: 0,
  ...more,
});
const times = (median: number | null): TimesView => ({
  count: median === null ? 0 : 4,
  median,
  p90: median,
  buckets: [
    { from: 0, below: 15_000, count: 3 },
    { from: 15_000, below: null, count: 1 },
  ],
});
const view = (more: Partial<OverviewView> = {}): OverviewView => ({
  range: '12w',
  posting: null,
  funnel: [
    step('invited', 100, { waiting: 5, expired: 10, declined: 1 }),
    step('started', 84, { waiting: 3, expired: 4 }),
    step('completed', 77, { waiting: 7 }),
    step('reviewed', 70),
  ],
  toInvitation: times(11_000),
  toCompletion: times(93_600_000),
  scores: [10, 20, 30, 10],
  meanScore: 2.57,
  weeks: [
    { monday: '2026-02-23', number: 9, invited: 60, completed: 50, reviewed: 50, isPresent: false },
    { monday: '2026-03-02', number: 10, invited: 40, completed: 27, reviewed: 20, isPresent: true },
  ],
  postings: [
    { id: 'p1', title: HOSTILE, invited: 90, completed: 70, reviewed: 65, toCompletion: 3_600_000, meanScore: 2.5 },
    { id: null, title: null, invited: 10, completed: 7, reviewed: 5, toCompletion: null, meanScore: null },
  ],
  any: true,
  ...more,
});

describe('findings', () => {
  it('are sentences', () => {
    expect(words.funnel.finding(view())).toBe('77% of the invited finished');
    expect(words.weeks.finding(view())).toBe('About 60 invitations a week, 40 so far this week');
    const [whole, present] = view().weeks;
    const rare = [{ ...whole!, invited: 1 }, { ...whole!, invited: 1 }, { ...whole!, invited: 2 }, present!];
    expect(words.weeks.finding(view({ weeks: rare }))).toBe('About 1 invitation a week, 40 so far this week');
    expect(words.toInvitation.finding(times(11_000))).toBe('Half are invited within 11 seconds');
    expect(words.toCompletion.finding(times(93_600_000))).toBe('Half finish within 26 hours');
    expect(words.scores.finding(view())).toBe('57% of the scores are Yes or better');
  });

  it('count people instead of sharing them out while they are few', () => {
    const few = view({ funnel: [step('invited', 3, { waiting: 1 }), step('completed', 2), step('reviewed', 0)] });
    expect(words.funnel.finding(few)).toBe('2 of the 3 invited finished');
    expect(words.funnel.finding(view({ funnel: [step('invited', 3)] }))).toBe('Nobody has finished yet');
    expect(words.toInvitation.finding(times(null))).toMatch(/yet$/);
    const scores = (...scores: number[]) => words.scores.finding(view({ scores }));
    expect(scores(0, 0, 0, 0)).toBe('Nobody has a score yet');
    expect(scores(0, 0, 1, 0)).toBe('The only score so far is Yes');
    expect(scores(1, 1, 0, 0)).toBe('None of the 2 scores is Yes or better');
    expect(scores(0, 0, 1, 1)).toBe('Both scores are Yes or better');
    expect(scores(1, 0, 1, 0)).toBe('1 of the 2 scores is Yes or better');
  });
});

it('names no posting that is not listed', async () => {
  const posting = (n: number, completed: number) => ({
    id: `p${n}`,
    title: `Posting ${n}`,
    invited: 40 - n,
    completed,
    reviewed: 0,
    toCompletion: null,
    meanScore: null,
  });
  const listed = Array.from({ length: 8 }, (_, n) => posting(n, 20 - n));
  render(Postings, { view: view({ postings: [...listed, posting(9, 31)] }), onsave: () => {} });
  const finding = () => screen.getByRole('heading').textContent;
  expect(finding()).toMatch(/finish for Posting \d, .* for Posting \d$/);
  expect(finding()).not.toContain('Posting 9');
  await userEvent.click(screen.getByRole('button', { name: 'Show all 9' }));
  expect(finding()).toContain('100% finish for Posting 9');
});

const links = () => screen.queryAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);

it('leads to those that are counted, where the table can list exactly them', () => {
  render(Funnel, { steps: view().funnel, range: '12w', postingId: 'p1' });
  expect(links(), 'who is under way is in no list of the table').toEqual([
    ['100', '#/candidates?posting=p1&invited=12w'],
    ['Still open: 5 not begun yet', '#/candidates?filter=invited&posting=p1&invited=12w'],
    ['Still open: 7 to review', '#/candidates?filter=to_review&posting=p1&invited=12w'],
  ]);
});

it('leads from the number of the invited to all of them', () => {
  render(Tiles, { view: view({ posting: { id: 'p1', title: HOSTILE } }) });
  const link = screen.getByRole('link', { name: 'Show the 100 who were invited' });
  expect(link.getAttribute('href')).toBe('#/candidates?posting=p1&invited=12w');
});

it('tells who dropped out from who is still open', () => {
  render(Funnel, { steps: view().funnel, range: '12w', postingId: null });
  for (const said of [
    'Still open: 5 not begun yet',
    'Dropped out: 10 ran out and 1 declined',
    'Still open: 3 under way',
    'Dropped out: 4 ran out',
    'Still open: 7 to review',
  ])
    screen.getByText(said);
  const open = screen.getAllByTestId('funnel-open').map((bar) => [bar.getAttribute('x'), bar.getAttribute('width')]);
  expect(open, 'may still come to Started, Finished and Reviewed').toEqual([
    ['84%', '5%'],
    ['77%', '8%'],
    ['70%', '15%'],
  ]);
});

it('shows titles as text and links a posting to its candidates', async () => {
  const onsave = vi.fn();
  const { container } = render(Postings, { view: view(), onsave });
  expect(container.querySelector('img')).toBeNull();
  expect(screen.getByRole('link', { name: HOSTILE }).getAttribute('href')).toBe(
    `#/candidates?posting=p1&invited=${view().range}`,
  );
  expect(within(screen.getByRole('table')).getByText(words.noPosting)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: words.chart.save('postings') }));
  expect(onsave).toHaveBeenCalledOnce();
});

it('has a table behind every chart, with a name and a number in each row', () => {
  const tables = tablesOf(view());
  expect(tables.funnel[0]).toEqual(['Invited', '100', '100%', '5', '10', '1', '0', '0']);
  expect(tables.weeks[0]?.slice(1), 'the oldest first, as in the chart').toEqual(['60', '50', '50', '83%']);
  const byRule = tablesOf(view({ funnel: [step('evaluated', 3, { waiting: 2 })] })).funnel[0];
  expect(byRule?.[3], 'who was scored by rule is not open').toBe('0');
  expect(tables.to_invitation).toEqual([
    ['Under 15 s', '3', '75%'],
    ['15 s or longer', '1', '25%'],
  ]);
  expect(tables.scores[3]).toEqual(['4 Strong yes', '10', '14%']);
  const columns = { funnel: words.funnel, weeks: words.weeks, to_invitation: words.times, scores: words.scores };
  for (const [name, { columns: titles }] of Object.entries(columns))
    expect(
      tables[name as keyof typeof columns].every((row) => row.length === titles.length),
      name,
    ).toBe(true);
});

describe('the address', () => {
  it('says time and posting, and shows the usual time for nonsense', () => {
    expect(queryOf(parse('#/overview?range=4w&posting=p%261'))).toEqual({ range: '4w', postingId: 'p&1' });
    expect(queryOf(parse('#/overview?range=forever'))).toEqual({ range: '12w', postingId: null });
    expect(asQuery({ range: '12w', postingId: null })).toEqual({ range: '', posting: '' });
    expect(asQuery({ range: 'all', postingId: 'p' })).toEqual({ range: 'all', posting: 'p' });
  });
});

describe('with a backend', () => {
  let emit: (event: { kind: string; id: string | null }) => void;
  let saved = true;
  const call = vi.fn(async (name: string) => (name === 'overview' ? view() : { saved }));
  beforeEach(() => {
    call.mockClear();
    useBackend({
      call,
      onChange: (listener: typeof emit) => {
        emit = listener;
        return () => {};
      },
    } as unknown as Platform);
    for (const toast of toasts.items) toasts.dismiss(toast.id);
  });

  it('looks once more after a burst of changes, and not at each of them', async () => {
    vi.useFakeTimers();
    const stop = figuresOf(() => ({ range: '4w', postingId: null })).start();
    for (let i = 0; i < 30; i += 1) emit({ kind: 'screening', id: null });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(call).toHaveBeenCalledTimes(2);
    stop();
    vi.useRealTimers();
  });

  it('says that a file was saved, unless the person changed their mind', async () => {
    await exportTable({ range: '4w', postingId: null, table: 'weeks' }, words.chart.saved);
    expect(toasts.items.map((toast) => toast.text)).toEqual([words.chart.saved]);
    for (const toast of toasts.items) toasts.dismiss(toast.id);
    saved = false;
    await exportTable({ range: '4w', postingId: null, table: 'weeks' }, words.chart.saved);
    expect(toasts.items).toEqual([]);
  });
});
