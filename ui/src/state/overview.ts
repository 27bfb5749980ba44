import type { ExportOverview, OverviewQuery, OverviewRange, OverviewTable, OverviewView } from '../generated/api';
import type { Route } from '../lib/router';
import { call } from './backend';
import { Live } from './live.svelte';
import { attempt, toasts } from './toasts.svelte';

export const RANGES: readonly OverviewRange[] = ['4w', '12w', 'year', 'all'];
/** What can be saved of it, in the order of the page. */
export const TABLES: readonly OverviewTable[] = [
  'funnel',
  'weeks',
  'to_invitation',
  'to_completion',
  'scores',
  'postings',
];
const USUAL: OverviewRange = '12w';
/** Figures that change with every invitation would never stand still. */
const AFTER_A_CHANGE = 1500;

/** What a route asks for; the usual time for one that is not known, and on other pages. */
export function queryOf(route: Route): OverviewQuery {
  if (route.name !== 'overview') return { range: USUAL, postingId: null };
  const range = RANGES.find((known) => known === route.query['range']) ?? USUAL;
  return { range, postingId: route.query['posting'] || null };
}

/** The same as a hash has it: what is usual is left out. */
export function asQuery(query: OverviewQuery): Record<string, string> {
  return { range: query.range === USUAL ? '' : query.range, posting: query.postingId ?? '' };
}

/** The figures that `query` asks for, looked at again a moment after candidates moved. */
export function figuresOf(query: () => OverviewQuery): Live<OverviewView> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const live = new Live<OverviewView>({
    load: () => call('overview', query()),
    kinds: ['screening'],
    concerns: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void live.refresh();
      }, AFTER_A_CHANGE);
      return false;
    },
  });
  return live;
}

/** Saves the table behind a chart; says so unless the person changed their mind. */
export async function exportTable(request: ExportOverview, done: string): Promise<void> {
  await attempt(async () => {
    const { saved } = await call('export_overview', request);
    if (saved) toasts.show(done);
  });
}
