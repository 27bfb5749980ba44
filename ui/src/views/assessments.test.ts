import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';
import { GLOBAL_ACTIONS } from '../actions/global';
import { registry } from '../actions/registry';
import type { Status } from '../generated/api';
import { status } from '../state/app.svelte';
import { place } from '../state/route.svelte';
import { answering } from '../testing/answering';
import { assessmentWords as words } from '../words/assessments';
import Assessments from './Assessments.svelte';

afterEach(() => {
  cleanup();
  status.data = null;
});

it('New assessment is offered everywhere, and asks what it begins with on the page of assessments, once', async () => {
  answering({ assessments: () => [], playbooks: () => [] });
  const stops = [place.start(), registry.add(GLOBAL_ACTIONS)];
  status.put({
    connection: { state: 'signed_in', isSample: false, problem: null },
    setup: { connected: true, finished: true },
    sync: { state: 'idle' },
  } as unknown as Status);
  place.to('#/inbox');
  expect(registry.run('assessment.new')).toBe(true);
  expect(place.route.name).toBe('assessments');
  render(Assessments, { id: null });
  expect(await screen.findByRole('heading', { name: words.fresh.title })).toBeTruthy();
  expect(place.route.query).toEqual({});
  const ones = registry.available().filter(({ id }) => id === 'assessment.new');
  expect(ones, 'one action, whose key works on its page').toMatchObject([{ shortcuts: ['n'] }]);
  stops.forEach((stop) => stop());
});
