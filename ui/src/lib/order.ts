import type { PlaybookView } from '../generated/api';
import { changedWords as words } from '../words/changed';
import { APPLIED } from './addressing';
import type { Change } from './changed';

/** Whether one arrival can be for both: an application and the stage in which it lands are one. */
function meet(one: PlaybookView, other: PlaybookView): boolean {
  return one.triggers.some(({ stageId }) =>
    other.triggers.some((its) => its.stageId === stageId || [stageId, its.stageId].includes(APPLIED)),
  );
}

/** The playbooks that get another place, in words; those that now serve before or after one that they meet concern people. */
export function placesOf(before: readonly PlaybookView[], after: readonly PlaybookView[]): Change[] {
  const place = (all: readonly PlaybookView[], { id }: PlaybookView) => all.findIndex((book) => book.id === id);
  const moved = after.filter((book) => place(before, book) !== place(after, book));
  const passes = (one: PlaybookView, other: PlaybookView) =>
    place(before, one) < place(before, other) !== place(after, one) < place(after, other);
  return moved.map((book) => ({
    key: book.id,
    what: book.name,
    before: words.place(place(before, book) + 1),
    after: words.place(place(after, book) + 1),
    concerns: after.some((other) => passes(book, other) && meet(book, other)) ? words.concerns.order : null,
  }));
}
