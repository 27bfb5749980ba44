import { afterEach, expect, it, vi } from 'vitest';
import { useBackend } from '../state/backend';
import { GLOBAL_ACTIONS } from './global';
import { NATIVE } from './native';
import { ActionRegistry } from './registry';

afterEach(() => vi.restoreAllMocks());

it('everything that menus outside of the window offer is an action of the page, by the same name', () => {
  expect(NATIVE.length).toBeGreaterThan(0);
  for (const { id, label, shortcuts } of NATIVE) {
    const action = GLOBAL_ACTIONS.find((one) => one.id === id);
    expect(action?.label, id).toBe(label);
    expect(action?.shortcuts, id).toEqual(shortcuts);
  }
  expect(new Set(NATIVE.map((action) => action.id)).size).toBe(NATIVE.length);
});

it('an action with a command does here what it does outside of the window', () => {
  for (const { id, command, request } of NATIVE.filter((action) => action.command)) {
    const call = vi.fn().mockResolvedValue({});
    useBackend({ call, onChange: () => () => {}, begin: () => Promise.resolve(null), keep: () => {}, zoom: null });
    const registry = new ActionRegistry();
    registry.add(GLOBAL_ACTIONS.filter((action) => action.id === id).map(({ when: _, ...action }) => action));
    expect(registry.run(id)).toBe(true);
    expect(call, id).toHaveBeenCalledWith(command, request);
  }
});
