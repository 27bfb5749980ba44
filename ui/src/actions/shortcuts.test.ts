import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listActions, walk } from './list';
import { ActionRegistry } from './registry';
import { isTyping, keyCaps, listenToKeys, spokenKeys } from './shortcuts';

const ran: string[] = [];
const registry = new ActionRegistry();
let blocked = false;
let stop: () => void;
let forget: () => void;
const action = (id: string, keys: string[], more = {}) => ({
  id,
  label: id,
  group: 'Fulcrum' as const,
  shortcuts: keys,
  run: () => void ran.push(id),
  ...more,
});
const press = (key: string, target: EventTarget = document.body, more: KeyboardEventInit = {}) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));

beforeEach(() => {
  ran.length = 0;
  blocked = false;
  forget = registry.add([
    action('send', ['c']),
    action('help', ['?']),
    action('palette', ['mod+k'], { whileTyping: true }),
    action('sync', ['mod+r'], { whileTyping: true, everywhere: true }),
    action('undo', ['mod+z']),
    action('inbox', ['g i']),
    action('off', ['x'], { when: () => false }),
    action('open', ['enter']),
    action('down', ['arrowdown']),
  ]);
  stop = listenToKeys(registry, window, () => blocked);
});
afterEach(() => {
  stop();
  forget();
  document.body.replaceChildren();
});

function field(tag: string, type?: string): HTMLElement {
  const element = document.createElement(tag);
  if (type) element.setAttribute('type', type);
  document.body.append(element);
  return element;
}

describe('shortcuts', () => {
  it('run from anywhere', () => {
    press('c');
    press('?', document.body, { shiftKey: true });
    press('k', document.body, { ctrlKey: true });
    press('R', document.body, { metaKey: true });
    expect(ran).toEqual(['send', 'help', 'palette', 'sync']);
  });
  it('undo what was saved while its field is not changed again', () => {
    const days = field('input', 'number') as HTMLInputElement;
    days.dataset['kept'] = days.value = '14';
    const undo = () => press('z', days, { ctrlKey: true });
    undo();
    expect(ran).toEqual(['undo']);
    days.value = '21';
    undo();
    press('c', days);
    expect(ran, 'what is typed is undone by the field itself').toEqual(['undo']);
  });
  it('never fire inside fields, but for those with a modifier', () => {
    for (const element of [field('input'), field('textarea'), field('select'), field('input', 'number')]) {
      press('c', element);
      press('?', element);
      press('k', element, { ctrlKey: true });
    }
    expect(ran).toEqual(['palette', 'palette', 'palette', 'palette']);
    expect(isTyping(field('input', 'checkbox'))).toBe(false);
  });
  it('leave Enter to the button, and arrows to the radio group, that has the focus', () => {
    press('Enter', field('button'));
    press('ArrowDown', field('input', 'radio'));
    expect(ran).toEqual([]);
    press('Enter');
    press('ArrowDown');
    expect(ran).toEqual(['open', 'down']);
  });
  it('are silent while a dialog is open, but for those that work everywhere', () => {
    blocked = true;
    press('c');
    press('k', document.body, { ctrlKey: true });
    press('r', document.body, { ctrlKey: true });
    expect(ran).toEqual(['sync']);
  });
  it('can be two keys after each other', () => {
    press('g');
    press('i');
    press('i');
    expect(ran).toEqual(['inbox']);
  });
  it('wait for the second key, say so, and do nothing of its own if it comes too late', () => {
    vi.useFakeTimers();
    stop();
    const waiting: (string | null)[] = [];
    stop = listenToKeys(
      registry,
      window,
      () => blocked,
      (first) => waiting.push(first),
    );
    const remove = registry.add([action('single', ['i'])]);
    const at = (timeStamp: number, key: string) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      Object.defineProperty(event, 'timeStamp', { value: timeStamp });
      document.body.dispatchEvent(event);
    };
    at(0, 'g');
    at(2_900, 'i');
    expect([ran, waiting]).toEqual([['inbox'], ['g', null]]);
    at(10_000, 'g');
    vi.advanceTimersByTime(3_000);
    expect(waiting, 'it is seen that the time is over').toEqual(['g', null, 'g', null]);
    at(13_100, 'i');
    expect(ran, 'too late for two keys').toEqual(['inbox']);
    at(13_200, 'i');
    at(20_000, 'g');
    at(26_100, 'i');
    at(30_000, 'g');
    at(30_100, 'Escape');
    at(30_200, 'i');
    expect(ran).toEqual(['inbox', 'single', 'single', 'single']);
    remove();
    vi.useRealTimers();
  });
  it('run once while the key is held, but for those that repeat', () => {
    const remove = registry.add([action('move', ['m']), action('next', ['j'], { repeats: true })]);
    for (const repeat of [false, true, true]) {
      press('m', document.body, { repeat });
      press('j', document.body, { repeat });
    }
    expect(ran.filter((id) => id === 'move')).toHaveLength(1);
    expect(ran.filter((id) => id === 'next')).toHaveLength(3);
    expect(press('m', document.body, { repeat: true })).toBe(false);
    press('m');
    expect(ran.filter((id) => id === 'move')).toHaveLength(2);
    remove();
  });
  it('do not type into the field that they lead to, however long they are held', () => {
    const input = field('input');
    press('c');
    expect(press('c', input, { repeat: true })).toBe(false);
    expect(press('d', input, { repeat: true })).toBe(true);
    press('c', input);
    expect(press('c', input, { repeat: true })).toBe(true);
  });
  it('do not press the button that they lead to, however long they are held', () => {
    const button = field('button');
    expect(press('Enter', button)).toBe(true);
    expect(press('Enter', button, { repeat: true })).toBe(false);
    expect(press('Enter', field('textarea'), { repeat: true })).toBe(true);
  });
  it('are one key after the other also if the first is held', () => {
    press('g');
    press('g', document.body, { repeat: true });
    press('i');
    expect(ran).toEqual(['inbox']);
  });
  it('do nothing when the action makes no sense, or somebody else took the key', () => {
    press('x');
    const taken = new KeyboardEvent('keydown', { key: 'c', bubbles: true, cancelable: true });
    taken.preventDefault();
    document.body.dispatchEvent(taken);
    press('c', document.body, { altKey: true });
    expect(ran).toEqual([]);
  });
});

describe('the registry', () => {
  it('lets a later layer win and gives way again', () => {
    const run = vi.fn();
    const remove = registry.add([{ ...action('send', ['c']), run }]);
    press('c');
    remove();
    press('c');
    expect(run).toHaveBeenCalledOnce();
    expect(ran).toEqual(['send']);
  });
  it('says whether an action could run', () => {
    expect(registry.run('help')).toBe(true);
    expect(registry.run('off')).toBe(false);
    expect(registry.run('nothing')).toBe(false);
  });
});

it('draws key caps', () => {
  expect(keyCaps('mod+enter', false)).toEqual(['Ctrl ↵']);
  expect(keyCaps('mod+enter', true)).toEqual(['⌘↵']);
  expect(keyCaps('g i', false)).toEqual(['G', 'I']);
  expect([keyCaps('mod++', false), keyCaps('mod++', true), keyCaps('mod+-', false)]).toEqual([
    ['Ctrl +'],
    ['⌘+'],
    ['Ctrl -'],
  ]);
  expect(spokenKeys('mod++', false)).toBe('Control Plus');
});

it('walks a list and stops at its ends', () => {
  expect(walk(['a', 'b'], null, 1)).toBe('a');
  expect(walk(['a', 'b'], 'b', 1)).toBe('b');
  expect(walk(['a', 'b'], 'gone', -1)).toBe('b');
  expect(walk([], 'a', 1)).toBeNull();
});

it('Home and End go to the ends, wherever one is', () => {
  let at: string | null = null;
  const list = { keys: () => ['a', 'b', 'c'], selected: () => at, select: (key: string) => (at = key), open: () => {} };
  const run = (id: string) =>
    listActions(list)
      .find((one) => one.id === id)
      ?.run();
  run('list.last');
  expect(at).toBe('c');
  at = null;
  run('list.first');
  expect(at).toBe('a');
});

it('keys are said as a person would say them', () => {
  expect(spokenKeys('mod+enter', false)).toBe('Control Enter');
  expect(spokenKeys('mod+k', true)).toBe('Command K');
  expect(spokenKeys('g i')).toBe('G then I');
  expect(spokenKeys('arrowdown')).toBe('Down arrow');
});
