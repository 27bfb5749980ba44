import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';
import type { InboxSection } from '../../state/sections';
import { inboxWords as words } from '../../words/inbox';
import Jumps from './Jumps.svelte';

afterEach(cleanup);

it('says of a section what its heading says, also where only the last are counted', () => {
  const section = (name: InboxSection['name'], size: number, more: boolean) => ({ name, items: [], size, more });
  const sections = [section('review', 1234, false), section('finished', 19, true)];
  render(Jumps, { sections, ongo: () => {} });
  expect(screen.getByTestId('jump-review').textContent).toBe(`${words.sections.review} 1,234`);
  expect(screen.getByTestId('jump-finished').textContent).toBe(`${words.sections.finished} the last 19`);
});
