import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CandidateView } from '../generated/api';
import { useBackend } from './backend';
import { drafts } from './drafts.svelte';
import { Edited } from './edited.svelte';
import { leaving } from './leaving.svelte';
import { undo } from './undo.svelte';

let kept: string | null = null;
let busy = false;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML =
    '<main><div class="scroll"></div></main><div data-question="x"><textarea></textarea></div><input id="form" /><input type="search" />';
  useBackend({
    call: () => Promise.reject(new Error('nothing is asked')),
    onChange: () => () => {},
    begin: () => Promise.resolve(kept),
    keep: (text, isBusy) => {
      kept = text;
      busy = isBusy;
    },
    zoom: null,
  });
  stop = leaving.start();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

function settle() {
  flushSync();
  vi.advanceTimersByTime(300);
}

function typeInto(selector: string) {
  document.querySelector(selector)?.dispatchEvent(new Event('input', { bubbles: true }));
  settle();
}

it('a review that is being written is found again by a later page', () => {
  const view = { row: { id: 's1' }, review: null } as unknown as CandidateView;
  drafts.begin(view).comment = 'Thorough, but';
  settle();
  drafts.forget('s1');
  leaving.resume(kept);
  expect(drafts.of('s1')?.comment).toBe('Thorough, but');
});

it('what was done can be undone on a later page', () => {
  undo.did('Dismissed.', { what: { what: 'attention', ids: ['a1'] }, about: 'Yuki Mori' });
  settle();
  undo.clear();
  leaving.resume(kept);
  expect(undo.all()).toEqual([{ what: { what: 'attention', ids: ['a1'] }, about: 'Yuki Mori' }]);
});

it('a page with a half-filled form, or with work under way, is not let go of', () => {
  typeInto('textarea');
  typeInto('input[type=search]');
  expect(busy).toBe(false);
  typeInto('#form');
  expect(busy).toBe(true);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  settle();
  expect(busy).toBe(false);
  typeInto('#form');
  expect(busy).toBe(true);
  document.querySelector('#form')?.remove();
  window.dispatchEvent(new Event('blur'));
  expect(busy, 'its dialog was closed').toBe(false);
  const done = leaving.stay();
  settle();
  expect(busy).toBe(true);
  done();
  settle();
  expect(busy).toBe(false);
});

it('a page with something that is changed and not saved is not let go of, also after its page was left', () => {
  const edited = new Edited(
    () => 'note',
    () => ({ note: '' }),
  );
  edited.change({ note: 'Strong.' });
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  settle();
  expect(busy).toBe(true);
  edited.discard();
  settle();
  expect(busy).toBe(false);
});

it('nonsense that was kept is ignored', () => {
  expect(() => leaving.resume('{')).not.toThrow();
  expect(() => leaving.resume(null)).not.toThrow();
});
