import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { GLOBAL_ACTIONS } from '../actions/global';
import { registry } from '../actions/registry';
import type { AssessmentView, Status } from '../generated/api';
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

it('What can be done with an assessment is in the palette, and only what it allows', async () => {
  const one = (more: Partial<AssessmentView>) =>
    ({
      id: 'a',
      name: 'A',
      intro: '',
      questions: [],
      builtIn: false,
      timeLimitMinutes: null,
      ...more,
    }) as AssessmentView;
  const offered = () =>
    registry
      .available()
      .map(({ id }) => id)
      .filter((id) => id.startsWith('assessment.'));
  const deleted: unknown[] = [];
  answering({
    assessments: () => [one({ id: 'own', name: 'Own' }), one({ id: 'built-in', name: 'Built in', builtIn: true })],
    playbooks: () => [],
    delete_assessment: (asked) => {
      deleted.push(asked);
      return one({ id: 'own', name: 'Own' });
    },
  });
  const { rerender } = render(Assessments, { id: 'built-in' });
  await screen.findByTestId('assessment-copy');
  expect(offered()).toEqual(['assessment.new', 'assessment.copy-and-edit', 'assessment.preview']);
  await rerender({ id: 'own' });
  await screen.findByTestId('assessment-edit');
  expect(offered()).toEqual([
    'assessment.new',
    'assessment.edit',
    'assessment.preview',
    'assessment.copy',
    'assessment.delete',
  ]);
  expect(registry.run('assessment.delete')).toBe(true);
  await vi.waitFor(() => expect(deleted).toEqual([{ id: 'own' }]));
});
