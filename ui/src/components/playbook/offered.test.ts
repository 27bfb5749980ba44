import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { flushSync } from 'svelte';
import { found } from '../../actions/found';
import { registry } from '../../actions/registry';
import { addressingWords } from '../../words/addressing';
import { playbook } from '../../testing/playbook';
import PlaybookMenu from './PlaybookMenu.svelte';

const words = addressingWords.several;
afterEach(cleanup);

it('the palette offers what the menu of each playbook has, and says of which', async () => {
  render(PlaybookMenu, { playbook: playbook({ id: 'a', name: 'Backend' }) });
  const { unmount } = render(PlaybookMenu, { playbook: playbook({ id: 'b', name: 'Design' }) });
  await userEvent.click(screen.getByRole('button', { name: words.menu('Design') }));
  const items = screen.getAllByRole('menuitem', { hidden: true }).map((item) => item.textContent?.trim());
  await userEvent.keyboard('{Escape}');
  const offered = found(registry.available(), 'playbook design');
  expect(offered.map(({ label }) => label)).toEqual(items);
  expect(offered.map(({ about }) => about)).toEqual(items.map(() => 'Design'));

  expect(registry.run('playbook.rename.b')).toBe(true);
  flushSync();
  expect(screen.getByRole('dialog')).toBeTruthy();
  unmount();
  expect([registry.can('playbook.copy.b'), registry.can('playbook.copy.a')]).toEqual([false, true]);
});
