import { commonWords } from '../words/common';
import { pressable } from './pressable';
import type { Action, ActionRegistry } from './registry';

/** Milliseconds in which the second of two keys is waited for. */
const WAIT_MS = 3_000;
/** Milliseconds since the first key in which the second one comes too late, and does nothing of its own. */
const LATE_MS = 6_000;
const MAC = typeof navigator !== 'undefined' && /Mac/i.test(navigator.userAgent);

/**
 * Listens to keys and runs actions, until the returned function is called. A key that is held goes on with what
 * repeats, and does nothing else: neither here nor in the field or on the button that its first press led to.
 * `onwait` is told which key waits for a second one, and when none does any more.
 */
export function listenToKeys(
  registry: ActionRegistry,
  target: Window,
  blocked: () => boolean,
  onwait: (first: string | null) => void = () => {},
): () => void {
  let begun: { key: string; at: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const begin = (next: typeof begun) => {
    clearTimeout(timer);
    if (begun || next) onwait(next?.key ?? null);
    begun = next;
    if (next) timer = setTimeout(() => onwait(null), WAIT_MS);
  };
  /** The stroke of the press that ran an action last. */
  let ran: string | null = null;
  const onKey = (event: KeyboardEvent) => {
    const stroke = strokeOf(event);
    if (event.defaultPrevented || event.isComposing || stroke === null) return;
    const usable = registry.available().filter((action) => allowed(action, stroke, event.target, blocked()));
    if (event.repeat) {
      const again = find(usable, stroke);
      const pressing = stroke === 'enter' && presses(stroke, event.target);
      if (again || ran === stroke || pressing) event.preventDefault();
      if (again?.repeats) again.run();
      return;
    }
    ran = null;
    const waited = begun ? event.timeStamp - begun.at : Infinity;
    const second = begun && waited < LATE_MS ? find(usable, `${begun.key} ${stroke}`) : undefined;
    begin(null);
    // What was meant as a second key does nothing as a single one; Escape ends the waiting, and nothing else.
    if (waited < WAIT_MS ? stroke === 'escape' : second) return event.preventDefault();
    const hit = second ?? find(usable, stroke);
    if (hit) {
      event.preventDefault();
      ran = stroke;
      hit.run();
      return;
    }
    const starts = usable.some((action) => action.shortcuts?.some((keys) => keys.startsWith(`${stroke} `)));
    if (starts) begin({ key: stroke, at: event.timeStamp });
  };
  target.addEventListener('keydown', onKey);
  return () => {
    clearTimeout(timer);
    target.removeEventListener('keydown', onKey);
  };
}

/** The stroke of an event in the registry's notation; null for a lone modifier. */
export function strokeOf(event: KeyboardEvent): string | null {
  if (['Shift', 'Control', 'Alt', 'Meta', 'Dead', 'AltGraph'].includes(event.key)) return null;
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  const alt = event.altKey ? 'alt+' : '';
  // Of a sign such as `?` the shift is part; of a letter and of a named key it is not.
  const shift = event.shiftKey && (key.length > 1 || /\p{L}/u.test(key)) ? 'shift+' : '';
  return `${mod}${alt}${shift}${key}`;
}

/** Whether keys typed at `target` are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[contenteditable="true"]')) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}

/** Whether a field that saves what is typed holds what is saved: there is nothing in it that only it could undo. */
const isKept = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement && target.dataset['kept'] === target.value;

/** A shortcut as key caps: `mod+enter` is `Ctrl ↵`, on a Mac `⌘↵`. */
export function keyCaps(shortcut: string, mac = MAC): string[] {
  return shortcut.split(' ').map((stroke) => {
    const parts = partsOf(stroke).map((part) => cap(part, mac));
    return parts.join(mac ? '' : ' ');
  });
}

/** A shortcut as a screen reader says it: `mod+enter` is `Control Enter`, `g i` is `G then I`. */
export function spokenKeys(shortcut: string, mac = MAC): string {
  const words = commonWords.spokenKeys;
  const names: Record<string, string> = { ...words.names, ...(mac ? words.mac : {}) };
  const spoken = (part: string) => names[part] ?? part.charAt(0).toUpperCase() + part.slice(1);
  const strokes = shortcut.split(' ').map((stroke) => partsOf(stroke).map(spoken).join(' '));
  return strokes.join(words.then);
}

/** `mod+enter` is `mod` and `enter`; the last sign may be a plus itself. */
const partsOf = (stroke: string): string[] => stroke.split(/\+(?!$)/);

function cap(part: string, mac: boolean): string {
  const words = commonWords.keys;
  const names: Record<string, string> = {
    mod: mac ? '⌘' : words.mod,
    alt: mac ? '⌥' : words.alt,
    shift: mac ? '⇧' : words.shift,
    enter: '↵',
    escape: words.escape,
    arrowdown: '↓',
    arrowup: '↑',
    space: words.space,
    pagedown: words.pagedown,
    pageup: words.pageup,
  };
  return names[part] ?? part.charAt(0).toUpperCase() + part.slice(1);
}

function find(actions: readonly Action[], keys: string): Action | undefined {
  return actions.find((action) => action.shortcuts?.includes(keys));
}

/** Whether keys pressed at `target` belong to a menu, or to a panel of things to tick, that lies over the page. */
function isFloating(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="menu"], [role="dialog"]') !== null;
}

function allowed(action: Action, stroke: string, target: EventTarget | null, blocked: boolean): boolean {
  if (!pressable(stroke)) return false;
  if ((blocked || isFloating(target)) && !action.everywhere) return false;
  if (stroke === 'mod+z' && isKept(target)) return true;
  if (isTyping(target)) return action.whileTyping === true && (stroke.includes('mod+') || stroke === 'escape');
  // Arrows belong to the radio group, slider or menu that has the focus.
  if (
    stroke.startsWith('arrow') &&
    target instanceof HTMLElement &&
    target.closest('input, [role="radio"], [role="menu"]')
  ) {
    return false;
  }
  // Enter and Space belong to the button or link that has the focus.
  if (presses(stroke, target)) return false;
  return !(stroke === 'enter' || stroke === 'space') || !(target instanceof HTMLInputElement);
}

/** Whether the button or link that has the focus is pressed by this. */
function presses(stroke: string, target: EventTarget | null): boolean {
  if ((stroke !== 'enter' && stroke !== 'space') || !(target instanceof HTMLElement)) return false;
  return target.closest('button, a, summary, [role="menuitem"]') !== null;
}
