import { cleanup, render } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import Dialog from './Dialog.svelte';

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

const children = createRawSnippet(() => ({ render: () => '<p>Really?</p>' }));

it('gives the focus back to the field whose leaving opened it', () => {
  const field = document.body.appendChild(document.createElement('input'));
  field.focus();
  // While a change is told that Tab has made, nothing has the focus.
  field.blur();
  expect(document.activeElement).toBe(document.body);
  const { unmount } = render(Dialog, { label: 'Sure', onclose: () => {}, children });
  unmount();
  expect(document.activeElement).toBe(field);
});
