import { untrack } from 'svelte';
import { anchorIn, isPointedAt, Room } from './anchored.svelte';

/** Lines from the top, those of the end, and how many there are with those between. */
export interface Standing<L> {
  lines: readonly L[];
  ending: readonly L[];
  count: number;
}

export function lineAt<L>({ lines, ending, count }: Standing<L>, index: number): L | undefined {
  return lines[index] ?? ending[index - (count - ending.length)];
}

/** Where a line stands; -1 if it is not there. */
export function placeOf<L>(
  { lines, ending, count }: Standing<L>,
  keyOf: (line: L) => string,
  key: string | null,
): number {
  const is = (line: L) => keyOf(line) === key;
  const ofEnd = ending.findIndex(is);
  return ofEnd < 0 ? lines.findIndex(is) : count - ending.length + ofEnd;
}

/** A long list that is drawn as far as it is in sight. */
interface LongList<L> {
  scroller: () => HTMLElement | undefined;
  /** Reads whatever decides which lines stand where; asked for while the list is being made, too. */
  drawn: () => unknown;
  standing: () => Standing<L>;
  /** Pixels from the top to where a line begins. */
  startOf: (index: number) => number;
  keyOf: (line: L) => string;
  /** Whether it begins elsewhere now; asked once for each change. */
  mayMove: () => boolean;
}

/**
 * Keeps what is pointed at, or else has the focus or is read, where it is while other lines come and go above it.
 * To be called while a component is set up, after whatever tells the list how many lines there are.
 */
export function anchorLines<L>({ scroller, drawn, standing, startOf, keyOf, mayMove }: LongList<L>): void {
  const room = new Room(scroller);
  let before: Standing<L> = { lines: [], ending: [], count: 0 };
  let held: { lines: { key: string; start: number }[]; pointed: boolean } | null = null;
  $effect.pre(() => {
    drawn();
    held = untrack(() => {
      const element = scroller();
      const row = element && anchorIn(element);
      const at = placeOf(before, keyOf, row?.dataset['row'] ?? null);
      if (!row || at < 0) return null;
      const lines = [at, at + 1].flatMap((index) => {
        const line = lineAt(before, index);
        return line ? [{ key: keyOf(line), start: startOf(index) }] : [];
      });
      return { lines, pointed: isPointedAt(row) };
    });
  });
  $effect(() => {
    drawn();
    untrack(() => {
      before = standing();
      const element = scroller();
      if (mayMove() || !element || !held) return;
      const moved = held.lines.flatMap(({ key, start }) => {
        const place = placeOf(before, keyOf, key);
        return place < 0 ? [] : [startOf(place) - start];
      });
      // Where the row itself goes elsewhere, the next one stays.
      const [least] = moved.sort((one, other) => Math.abs(one) - Math.abs(other));
      if (least !== undefined && Math.abs(least) >= 1) room.scroll(element, least, held.pointed);
    });
  });
}
