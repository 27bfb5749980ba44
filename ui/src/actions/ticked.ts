import type { CandidateRow } from '../generated/api';
import { able, type BulkAction } from '../state/bulk';
import { bulkRun } from '../state/bulkrun.svelte';
import { groups } from '../words/actions';
import { candidates as words } from '../words/candidates';
import type { Action } from './registry';

/** What can be done with ticked rows. */
export type TickedAction = BulkAction | 'send' | 'copy';

/** The same keys do the same with one row of the Inbox and with one candidate, where it can be done there. */
export const TICKED_KEYS: Readonly<Record<TickedAction, readonly string[]>> = {
  move: ['m'],
  release: ['s'],
  remind: ['r'],
  again: ['shift+r'],
  retry: ['t'],
  cancel: ['delete', 'backspace'],
  send: ['shift+c'],
  copy: ['y'],
};

/** In the order of the buttons. */
export const TICKED = Object.keys(TICKED_KEYS) as TickedAction[];

/** The rows that are meant by an action. */
export function meantBy(action: TickedAction, rows: readonly CandidateRow[]): readonly CandidateRow[] {
  return action === 'send' || action === 'copy' ? rows : able(action, rows);
}

/** What the keys and the palette do with ticked rows; each says with how many. */
export function tickedActions(
  rows: () => readonly CandidateRow[],
  can: (action: TickedAction) => boolean,
  press: (action: TickedAction) => void,
): Action[] {
  return TICKED.map((action) => ({
    id: `ticked.${action}`,
    get label() {
      return words.bulk.withNumber[action](meantBy(action, rows()).length);
    },
    group: groups.list,
    shortcuts: TICKED_KEYS[action],
    when: () => can(action) && meantBy(action, rows()).length > 0,
    run: () => press(action),
  }));
}

/** Ends what is being done with ticked rows; `shortcuts` are its keys where they mean nothing else. */
export function stopAction(shortcuts: readonly string[] = []): Action {
  return {
    id: 'ticked.stop',
    get label() {
      return words.bulk.stopWhat(words.bulk.doing[bulkRun.now?.action ?? 'cancel']);
    },
    group: groups.list,
    shortcuts,
    when: () => bulkRun.canStop && bulkRun.now?.stopping === false,
    run: () => bulkRun.stop(),
  };
}
