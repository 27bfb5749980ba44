import { expect, it } from 'vitest';
import type { CandidateRow, InboxAttention } from '../generated/api';
import type { InboxItem } from '../state/sections';
import { ActionRegistry } from './registry';
import { rowActions } from './row';

it('offers what the current row does, by its words and with its name, and nothing else', () => {
  let current: InboxItem | null = null;
  const done: string[] = [];
  const registry = new ActionRegistry();
  registry.add(
    rowActions(
      () => current,
      (choice) => done.push(choice.label),
    ),
  );
  const offered = () =>
    registry
      .available()
      .filter((action) => !action.keysOnly)
      .map(({ label, about }) => `${label}: ${about}`);
  expect(offered()).toEqual([]);

  const actions = [
    { id: 'retry', label: 'Try again' },
    { id: 'dismiss', label: 'Dismiss' },
  ];
  const item = { id: 'a', title: 'Aiko', actions, screeningId: 's', opportunityId: 'o' } as InboxAttention;
  current = { key: 'a', kind: 'attention', item };
  expect(offered()).toEqual(['Try again: Aiko', 'Dismiss: Aiko', 'Why?: Aiko']);
  expect(registry.run('inbox.choice.2')).toBe(true);
  expect(registry.run('inbox.choice.3')).toBe(false);

  current = { key: 'b', kind: 'review', row: { id: 'b', name: 'Lena' } as CandidateRow };
  expect(offered()).toEqual(['Review: Lena', 'Open in Lever: Lena']);
  expect(registry.run('inbox.choice.1')).toBe(false);
  expect(done).toEqual(['Dismiss']);
});
