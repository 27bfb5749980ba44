import { render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';
import ScoreScale from '../screening/ScoreScale.svelte';
import Button from '../shared/Button.svelte';
import HelpSheet from './HelpSheet.svelte';
import type { Settings } from '../../generated/api';
import { settings } from '../../state/app.svelte';
import { createRawSnippet } from 'svelte';
import { listActions } from '../../actions/list';
import { withKey } from '../../actions/pressable';
import { ActionRegistry, registry as pages } from '../../actions/registry';
import { listenToKeys } from '../../actions/shortcuts';

const ran: string[] = [];
let stop: () => void;

beforeEach(() => {
  ran.length = 0;
  const registry = new ActionRegistry();
  const action = (keys: string) => ({
    id: keys,
    label: keys,
    group: 'Fulcrum' as const,
    shortcuts: [keys],
    run: () => void ran.push(keys),
  });
  const all = ['c', '1', '?', 'shift+c', 'g i', 'mod+k', 'alt+x', 'arrowdown', 'enter', 'escape', 'tab', 'delete'];
  registry.add(all.map(action));
  stop = listenToKeys(registry, window, () => false);
});
afterEach(() => {
  stop();
  settings.data = null;
});

function pressAll() {
  const press = (key: string, more: KeyboardEventInit = {}) =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  for (const key of ['c', '1', '?', 'C', 'g', 'i']) press(key, { shiftKey: key === 'C' });
  press('k', { ctrlKey: true });
  press('x', { altKey: true });
  for (const key of ['ArrowDown', 'Enter', 'Escape', 'Tab', 'Delete']) press(key);
  return ran.splice(0);
}

const ofWords = ['mod+k', 'alt+x', 'arrowdown', 'enter', 'escape', 'tab', 'delete'];

it('single characters run something, and nothing once they are switched off; all else goes on', () => {
  expect(pressAll()).toEqual(['c', '1', '?', 'shift+c', 'g i', ...ofWords]);
  settings.put({ characterKeys: false } as Settings);
  expect(pressAll()).toEqual(ofWords);
});

it('keys that do nothing are shown nowhere, and announced to nobody', () => {
  settings.put({ characterKeys: false } as Settings);
  const children = createRawSnippet(() => ({ render: () => '<span>Send</span>' }));
  render(Button, { shortcut: 'c', children });
  const send = screen.getByRole('button', { name: 'Send' });
  expect([send.getAttribute('aria-keyshortcuts'), send.textContent?.trim()]).toEqual([null, 'Send']);
  expect(withKey('Next', 'n', (what, key) => `${what} (${key})`)).toBe('Next');

  render(ScoreScale, { label: 'Score', value: null, keys: true, testid: String, onchange: () => {} });
  expect(screen.getAllByRole('radio').map((one) => one.querySelector('b')?.textContent?.trim())).toEqual([
    '1',
    '2',
    '3',
    '4',
  ]);
  expect(document.querySelector('kbd')).toBeNull();

  const forget = pages.add(listActions({ keys: () => [], selected: () => null, select: () => {}, open: () => {} }));
  render(HelpSheet, { onclose: () => {} });
  const next = screen.getByText('Next row').parentElement;
  expect([...(next?.querySelectorAll('kbd') ?? [])].map((key) => key.textContent)).toEqual(['↓']);
  forget();
});
