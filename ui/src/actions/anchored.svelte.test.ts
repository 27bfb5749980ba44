import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { anchorIn, isPointedAt, Room } from './anchored.svelte';

let list: HTMLElement;
let rows: HTMLElement[];
let room: Room;
let stop: () => void;
/** The row under the pointer, which jsdom does not have. */
let under: HTMLElement | null = null;

beforeEach(() => {
  list = document.body.appendChild(document.createElement('div'));
  rows = ['a', 'b'].map((key) => {
    const row = list.appendChild(document.createElement('button'));
    row.dataset['row'] = key;
    return row;
  });
  for (const row of rows) vi.spyOn(row, 'matches').mockImplementation(() => under === row);
  vi.spyOn(list, 'querySelector').mockImplementation(() => under);
  stop = $effect.root(() => {
    room = new Room(() => list);
  });
  flushSync();
});
afterEach(() => {
  stop();
  under = null;
  document.body.replaceChildren();
});

const row = (at: number) => rows[at] as HTMLElement;
const above = () => list.style.getPropertyValue('--above');
function pointTo(at: number) {
  under = row(at);
  row(at).dispatchEvent(new Event('pointermove', { bubbles: true }));
}
const press = (key: string) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));

it('keeps the row that the pointer was moved to, until a key is pressed', () => {
  row(0).focus();
  pointTo(1);
  expect(isPointedAt(row(1))).toBe(true);
  expect(anchorIn(list)).toBe(row(1));
  press('Control');
  expect(anchorIn(list)).toBe(row(1));
  press('j');
  expect(isPointedAt(row(1))).toBe(false);
  expect(anchorIn(list), 'a pointer that rests says less than the focus').toBe(row(0));
});

it('takes a pointer that was never moved there for one that rests', () => {
  under = row(1);
  expect(isPointedAt(row(1))).toBe(false);
});

it('leaves no hole above a row that nobody points at, and closes it with the next key', () => {
  room.scroll(list, -40, false);
  expect(above()).toBe('0px');
  pointTo(1);
  room.scroll(list, -40, isPointedAt(row(1)));
  expect(above()).toBe('40px');
  press('j');
  expect(above()).toBe('0px');
  room.scroll(list, -40, true);
  list.dispatchEvent(new Event('pointerleave'));
  expect(above()).toBe('0px');
});
