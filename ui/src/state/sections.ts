import type {
  AttentionAction,
  CandidateRow,
  InboxAttention,
  InboxMove,
  InboxView,
  PreviewPerson,
  WaitingBatch,
} from '../generated/api';
import { inboxWords, type SectionName } from '../words/inbox';
import { moveWords } from '../words/moves';
import { canLeaveNow } from './held';

/** One row of the Inbox: one decision. */
export type InboxItem =
  | { key: string; kind: 'attention'; item: InboxAttention }
  | { key: string; kind: 'waiting'; batch: WaitingBatch }
  | { key: string; kind: 'move'; row: CandidateRow; move: InboxMove }
  | { key: string; kind: 'review' | 'going' | 'finished'; row: CandidateRow };

/** A section with its rows, in order of urgency. */
export interface InboxSection {
  name: SectionName;
  items: InboxItem[];
  /** People in it, those without a row too. */
  size: number;
  /** There are more than can be counted here. */
  more: boolean;
}

/** Of each section, not more are drawn until more are asked for. */
const FIRST = 20;

/** Something that one key does with a row. */
export interface Choice {
  keys: string;
  label: string;
  does:
    | { what: 'open' | 'move' | 'leave' | 'undo' | 'send_now' | 'lever' | 'why' | 'tick' | 'invite' | 'dismiss' }
    | { what: 'settle'; action: AttentionAction };
}

/** The sections that hold somebody, without the rows that are just leaving. */
export function sections(view: InboxView, leaving: { has(key: string): boolean }): InboxSection[] {
  const rows = (kind: 'review' | 'going' | 'finished', all: readonly CandidateRow[]): InboxItem[] =>
    all.map((row) => ({ key: row.id, kind, row }));
  const all: [SectionName, InboxItem[]][] = [
    ['attention', view.attention.map((item) => ({ key: item.id, kind: 'attention', item }))],
    ['waiting', view.waiting.map((batch) => ({ key: batchKey(batch), kind: 'waiting', batch }))],
    ['review', rows('review', view.toReview)],
    ['moves', view.moves.map((move) => ({ key: moveKey(move.row.id), kind: 'move', row: move.row, move }))],
    ['going', rows('going', view.goingOut)],
    // Whoever waits for a yes stands above.
    [
      'finished',
      rows(
        'finished',
        view.finished.filter((row) => row.moveTo === null),
      ),
    ],
  ];
  const unlisted: Partial<Record<SectionName, number>> = {
    review: view.toReviewTotal - view.toReview.length,
    moves: view.movesTotal - view.moves.length,
    going: view.goingOutTotal - view.goingOut.length,
  };
  return all
    .map(([name, items]) => ({ name, items: items.filter((item) => !leaving.has(item.key)) }))
    .filter(({ items }) => items.length > 0)
    .map(({ name, items }) => {
      const listed = items.reduce((sum, item) => sum + sizeOf(item), 0);
      const hidden = Math.max(0, unlisted[name] ?? 0);
      return { name, items, size: listed + hidden, more: name === 'finished' && view.finishedMore };
    });
}

/** How many items of a section are drawn: the first, or all that were asked for, and as far as whoever was opened. */
export function reach({ name, items }: InboxSection, whole: { has(name: string): boolean }, opened: string | null) {
  const at = opened === null ? -1 : items.findIndex((item) => opens(item) === opened);
  return whole.has(name) ? items.length : Math.min(items.length, Math.max(FIRST, at + 1));
}

/** The key of a batch, which has no id. */
export function batchKey(batch: Pick<WaitingBatch, 'playbookId' | 'reason'>): string {
  return `waiting:${batch.playbookId}:${batch.reason}`;
}

/** The key of somebody in a batch. */
export function personKey(batch: Pick<WaitingBatch, 'playbookId' | 'reason'>, person: PreviewPerson): string {
  return `${batchKey(batch)}/${person.decisionId ?? person.opportunityId}`;
}

/** Whether somebody in a batch can be invited. */
export function isPossible({ verdict }: PreviewPerson): boolean {
  return verdict === 'invite' || verdict === 'ask';
}

/** The rows of an item that the keyboard goes to: in a batch, everybody who can be ticked. */
export function rowsOf(item: InboxItem): string[] {
  if (item.kind !== 'waiting') return [item.key];
  const people = item.batch.people.filter(isPossible).map((person) => personKey(item.batch, person));
  return people.length > 0 ? people : [item.key];
}

/** The first row of the next section, or of the one before; the ends stay the ends. */
export function jump(all: readonly InboxSection[], from: string | null, step: 1 | -1): string | null {
  const walked = all.filter(({ items }) => items.length > 0);
  const at = walked.findIndex(({ items }) => items.some((item) => from !== null && rowsOf(item).includes(from)));
  const to = at < 0 ? (step > 0 ? 0 : walked.length - 1) : Math.min(walked.length - 1, Math.max(0, at + step));
  const first = walked[to]?.items[0];
  return (first && rowsOf(first)[0]) ?? null;
}

/** Who came to which section since `before`, in words; what is going out or finished is news, too. */
export function arrivals(before: readonly InboxSection[], now: readonly InboxSection[]): string[] {
  const known = new Set(before.flatMap(({ items }) => items.flatMap(peopleOf)));
  return now.flatMap(({ name, items }) => {
    const came = items.flatMap(peopleOf).filter((one) => !known.has(one));
    const only = items.find((item) => came[0] !== undefined && peopleOf(item).includes(came[0]));
    if (came.length === 0 || !only) return [];
    return [inboxWords.arrived(inboxWords.sections[name], came.length, nameOf(only))];
  });
}

const peopleOf = (item: InboxItem): string[] => (item.kind === 'waiting' ? rowsOf(item) : [item.key]);

/** Whom or what a row is about. */
export function nameOf(item: InboxItem): string {
  if (item.kind === 'attention') return item.item.title;
  return item.kind === 'waiting' ? (item.batch.people[0]?.name ?? '') : item.row.name;
}

/** The key of a move; the same person may be reviewed and finished, too. */
export function moveKey(screeningId: string): string {
  return `move:${screeningId}`;
}

/** The candidate that a row opens. */
export function opens(item: InboxItem): string | null {
  if (item.kind === 'attention') return item.item.screeningId;
  return item.kind === 'waiting' ? null : item.row.id;
}

/** How many wait for somebody: what is going out or finished waits for nobody. */
export function waitingFor(all: readonly InboxSection[]): number {
  const urgent: readonly SectionName[] = ['attention', 'waiting', 'review', 'moves'];
  return all.filter(({ name }) => urgent.includes(name)).reduce((sum, { size }) => sum + size, 0);
}

/** What can be done with a row, the likeliest first. */
export function choices(item: InboxItem): Choice[] {
  const words = inboxWords.choices;
  const open: Choice = { keys: 'enter', label: words.open, does: { what: 'open' } };
  const lever: Choice = { keys: 'o', label: words.lever, does: { what: 'lever' } };
  switch (item.kind) {
    case 'attention': {
      const settle = item.item.actions.slice(0, 9).map((action, index): Choice => ({
        keys: String(index + 1),
        label: action.label,
        does: { what: 'settle', action },
      }));
      const why: Choice = { keys: 'w', label: words.why, does: { what: 'why' } };
      return [...settle, ...(item.item.screeningId ? [open] : []), ...(item.item.opportunityId ? [why] : [])];
    }
    case 'waiting':
      return [
        { keys: 'x', label: words.tick, does: { what: 'tick' } },
        { keys: 'i', label: words.inviteTicked, does: { what: 'invite' } },
        { keys: 'd', label: words.dismissTicked, does: { what: 'dismiss' } },
      ];
    case 'review':
      return [{ keys: 'r', label: words.review, does: { what: 'open' } }, lever];
    case 'move':
      return [
        { keys: 'm', label: moveWords.move, does: { what: 'move' } },
        { keys: 'l', label: moveWords.leaveFor, does: { what: 'leave' } },
        open,
        lever,
      ];
    case 'going':
      return item.row.state === 'held'
        ? [
            { keys: 'u', label: words.undo, does: { what: 'undo' } },
            ...(canLeaveNow(item.row)
              ? [{ keys: 's', label: words.sendNow, does: { what: 'send_now' } } satisfies Choice]
              : []),
            open,
          ]
        : [open, lever];
    case 'finished':
      return [open, lever];
  }
}

/** The row to go on with once the selected one has left: the one that took its place, else the last. */
export function goOnWith(before: readonly string[], now: readonly string[], selected: string | null): string | null {
  if (selected === null || now.includes(selected)) return selected;
  const at = before.indexOf(selected);
  if (at < 0) return null;
  const after = before.slice(at + 1).find((key) => now.includes(key));
  return after ?? now.at(-1) ?? null;
}

function sizeOf(item: InboxItem): number {
  return item.kind === 'waiting' ? item.batch.people.length : 1;
}
