import { beforeEach, vi } from 'vitest';
import { forgetUnsaved } from '../state/edited.svelte';
import { speaks } from './locale';

// What a test expects is written so, whatever computer it runs on.
beforeEach(() => speaks('en-US'));
beforeEach(forgetUnsaved);

// What jsdom does not have. The keys of rows in tests need no escape, and nothing is drawn that could scroll.
vi.stubGlobal('CSS', { escape: (text: string) => text });
Element.prototype.scrollIntoView = () => undefined;
vi.stubGlobal('matchMedia', () => ({ matches: false }));
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};
