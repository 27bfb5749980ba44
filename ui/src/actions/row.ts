import { choices, nameOf, type Choice, type InboxItem } from '../state/sections';
import { groups } from '../words/actions';
import { inboxWords as words } from '../words/inbox';
import { moveWords } from '../words/moves';
import type { Action } from './registry';

/** What the keys do with the current row of the Inbox, which the palette offers by its words. */
export function rowActions(current: () => InboxItem | null, choose: (choice: Choice) => void): Action[] {
  const byKey = (key: string) => {
    const item = current();
    return item === null ? undefined : choices(item).find((choice) => choice.keys === key);
  };
  const action = (id: string, key: string, usual: string, kind?: InboxItem['kind']): Action => ({
    id: `inbox.${id}`,
    // What a key does is another thing with every row.
    get label() {
      return byKey(key)?.label ?? usual;
    },
    get about() {
      const item = current();
      return item === null ? undefined : nameOf(item);
    },
    group: groups.list,
    shortcuts: [key],
    when: () => byKey(key) !== undefined && (kind === undefined || current()?.kind === kind),
    run: () => {
      const choice = byKey(key);
      if (choice) choose(choice);
    },
  });
  return [
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => action(`choice.${n}`, String(n), words.actions.nth(n))),
    action('review', 'r', words.choices.review),
    action('move', 'm', moveWords.move, 'move'),
    action('leave', 'l', moveWords.leaveFor, 'move'),
    action('undo', 'u', words.choices.undo),
    action('send', 's', words.choices.sendNow),
    action('why', 'w', words.choices.why),
    action('lever', 'o', words.choices.lever),
  ];
}
