import { untrack } from 'svelte';
import { goOnWith } from '../state/sections';
import { rowToReturnTo } from './list';
import type { WalkedRow } from './walked.svelte';

/**
 * Goes on with the next row once the one that was decided about has left, goes back to one that an undone decision
 * brings back, and to the one that was opened. To be made while a component is set up.
 */
export function goOn(walked: WalkedRow, keys: () => readonly string[], opened: () => string | null): void {
  let returned = false;
  let before: readonly string[] = [];
  /** The row that left last, and where the focus went. */
  let left = { row: '', then: '' };
  $effect(() => {
    const now = keys();
    untrack(() => {
      if (!returned && now.length > 0) {
        returned = true;
        const row = rowToReturnTo(now, opened());
        if (row !== null) void walked.go(row);
      } else if (walked.key !== null && !now.includes(walked.key)) {
        left = { row: walked.key, then: goOnWith(before, now, walked.key) ?? '' };
        void walked.go(left.then || null);
      } else if (now.includes(left.row)) {
        if (walked.key === null || walked.key === left.then) void walked.go(left.row);
        left = { row: '', then: '' };
      }
      before = now;
    });
  });
}
