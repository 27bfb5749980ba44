import { describe, expect, it } from 'vitest';
import { saidIn, saidInCode } from '../testing/said';

const components = import.meta.glob<string>('../**/*.svelte', { query: '?raw', import: 'default', eager: true });
const modules = import.meta.glob<string>(
  ['../**/*.ts', '!../**/*.test.ts', '!../words/**', '!../generated/**', '!../testing/**'],
  { query: '?raw', import: 'default', eager: true },
);

/** Milliseconds: every source of the window is parsed, on a busy computer, too. */
const READING = 30_000;

const guarded = (sources: Record<string, string>) =>
  Object.entries(sources)
    .map(([path, source]): [string, string] => [path.replace('../', ''), source])
    .filter(([file]) => !file.startsWith('testing/'));

describe('words for people', () => {
  it('are looked for in the whole window', () => {
    expect(guarded(components).length).toBeGreaterThan(60);
    expect(guarded(modules).length).toBeGreaterThan(40);
  });

  it(
    'stand in no component',
    () => {
      const said = guarded(components).flatMap(([file, source]) =>
        saidIn(source).map(({ line, text }) => `${file}:${line}: ${text}`),
      );
      expect(said).toEqual([]);
    },
    READING,
  );

  it(
    'stand in no other code',
    () => {
      const said = guarded(modules).flatMap(([file, source]) =>
        saidInCode(source).map(({ line, text }) => `${file}:${line}: ${text}`),
      );
      expect(said).toEqual([]);
    },
    READING,
  );
});

describe('what counts as words', () => {
  const texts = (source: string) => saidIn(source).map(({ text }) => text);

  it.each([
    ['<p>Ready to review</p>', ['Ready to review']],
    ['<Field label="Subject" hint="Words" />', ['Subject', 'Words']],
    ['<button aria-label="Invite {name}">{name}</button>', ['Invite']],
    ["<p>{on ? 'On' : off ?? 'Off'}</p>", ['On', 'Off']],
    ['<p>{`and ${n} others`}</p>', ['and', 'others']],
    ["{#if a}<i title={b && 'Copy'}></i>{:else}or{/if}", ['Copy', 'or']],
    ["<script>toasts.show('Gone. All of it.')</script>", ['Gone. All of it.']],
    ["<script>toasts.show('Saved.'); say(`Call off ${name}?`);</script>", ['Saved.', 'Call off']],
  ])('%s', (source, found) => expect(texts(source)).toEqual(found));

  it.each([
    '<p class="muted small">{words.title} · {n}</p>',
    "<p class={on ? 'on row' : ''} data-testid=\"row-{id}\">{label(entry, 'short')}</p>",
    "{#if actor !== 'Fulcrum'}{', '}{/if}<style>p { color: red; }</style>",
    "<script>import Row from './Row.svelte'; if (key === 'Escape') throw new Error('No menu offers it.');</script>",
  ])('%s has none', (source) => expect(texts(source)).toEqual([]));

  it('names the line', () => expect(saidIn('<p>\n  {n}\n</p>\n<b>Two words</b>')[0]?.line).toBe(4));
});
