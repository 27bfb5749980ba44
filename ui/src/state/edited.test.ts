import { describe, expect, it, vi } from 'vitest';
import { Edited, unsavedCount } from './edited.svelte';

/** Something that is saved elsewhere. */
function saved(name: string) {
  const store = { now: { name, size: 1 } };
  const edited = () =>
    new Edited(
      () => 'one',
      () => store.now,
    );
  return { store, edited: edited(), again: edited };
}

describe('what is changed before it is saved', () => {
  it('shows what is saved elsewhere until it is changed here', () => {
    const { store, edited } = saved('a');
    store.now = { name: 'b', size: 1 };
    expect(edited.now.name).toBe('b');
    edited.change({ name: 'c' });
    store.now = { name: 'd', size: 1 };
    expect([edited.now.name, edited.kept.name, edited.differs]).toEqual(['c', 'd', true]);
    edited.discard();
    expect([edited.now.name, edited.differs]).toEqual(['d', false]);
  });

  it('differs no more once it is changed back', () => {
    const { edited } = saved('a');
    edited.change({ name: 'b' });
    edited.change({ name: 'a' });
    expect(edited.differs).toBe(false);
  });

  it('is found again after its page was left, until it is saved, discarded or changed back', async () => {
    const { edited, again } = saved('a');
    edited.change({ name: 'b' });
    expect([again().now.name, again().differs, unsavedCount()]).toEqual(['b', true, 1]);
    again().change({ name: 'a' });
    expect([again().differs, unsavedCount()]).toEqual([false, 0]);
    again().change({ name: 'c' });
    again().discard();
    expect(again().now.name).toBe('a');
    const last = again();
    last.change({ name: 'd' });
    expect(await last.save(() => Promise.resolve())).toBe(true);
    expect([again().now.name, unsavedCount()]).toEqual(['a', 0]);
    const other = new Edited(
      () => 'another',
      () => ({ name: 'x' }),
    );
    edited.change({ name: 'e' });
    expect(other.differs).toBe(false);
  });

  it('keeps what is changed while it is saved', async () => {
    const { store, edited } = saved('a');
    edited.change({ name: 'b' });
    const done = edited.save(async (now) => {
      edited.change({ size: 2 });
      store.now = now;
    });
    expect(await done).toBe(true);
    expect([edited.now, edited.differs]).toEqual([{ name: 'b', size: 2 }, true]);
  });

  it('stays as it was typed when it is refused, and says why until it is changed', async () => {
    const { edited } = saved('a');
    edited.change({ name: '' });
    const refusal = { code: 'invalid_input', message: 'It needs a name.', details: null };
    expect(await edited.save(() => Promise.reject(refusal))).toBe(false);
    expect([edited.now.name, edited.error?.message, edited.busy]).toEqual(['', 'It needs a name.', false]);
    edited.change({ name: 'b' });
    expect(edited.error).toBeNull();
  });
});

it('is found again by the next window, unless it does not fit any more', async () => {
  const { edited } = saved('a');
  edited.change({ name: 'b' });
  const kept = localStorage.getItem('unsaved') ?? '';
  expect(JSON.parse(kept)).toEqual([['one', { name: 'b', size: 1 }]]);
  edited.discard();
  expect(localStorage.getItem('unsaved')).toBeNull();
  const inNextWindow = async (text: string) => {
    localStorage.setItem('unsaved', text);
    vi.resetModules();
    const next = await import('./edited.svelte');
    const found = new next.Edited(
      () => 'one',
      () => ({ name: 'a', size: 1 }),
    );
    next.forgetUnsaved();
    return found.now;
  };
  expect(await inNextWindow(kept)).toEqual({ name: 'b', size: 1 });
  for (const other of ['[["one", {"name": ["b"]}]]', '[["one", "b"]]', '[3]', '{"one": 1}', 'nonsense'])
    expect(await inNextWindow(other), other).toEqual({ name: 'a', size: 1 });
});
