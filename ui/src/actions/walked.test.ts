import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import Walked from '../testing/Walked.svelte';

afterEach(cleanup);
const focused = () => document.activeElement?.textContent;

describe('the row that the keyboard is at', () => {
  it('has the focus, and keeps it when the rows change their places', async () => {
    const { component, rerender } = render(Walked, { keys: ['a', 'b', 'c', 'd'] });
    await component.go('b');
    await waitFor(() => expect(focused()).toBe('b'));
    for (const keys of [
      ['b', 'a', 'c', 'd'],
      ['d', 'c', 'a', 'b'],
      ['c', 'b', 'd', 'a'],
    ]) {
      await rerender({ keys });
      expect(focused()).toBe('b');
    }
  });

  it('takes no focus that is elsewhere when the rows change', async () => {
    const { component, rerender } = render(Walked, { keys: ['a', 'b'] });
    await component.go('a');
    await waitFor(() => expect(focused()).toBe('a'));
    screen.getByText('a').blur();
    await rerender({ keys: ['b', 'a'] });
    expect(document.activeElement).toBe(document.body);
  });

  it('is the last one that was gone to, however fast', async () => {
    const { component } = render(Walked, { keys: ['a', 'b', 'c'] });
    const seen: (string | null)[] = [];
    document.addEventListener('focusin', ({ target }) => seen.push((target as HTMLElement).textContent));
    void component.go('a');
    void component.go('b');
    await waitFor(() => expect(focused()).toBe('b'));
    expect(seen).toEqual(['b']);
  });
});
