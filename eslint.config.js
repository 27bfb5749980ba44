import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './ui/svelte.config.js';

/** Imports go one way: lib and words, platform → state → actions → components/shared → components/<domain> → views. */
const tier = (files, forbidden, except = []) => ({
  files,
  ignores: except,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...(files.some((file) => file.includes('/platform/'))
            ? []
            : [{ group: ['@tauri-apps/*'], message: 'Only ui/src/platform talks to Tauri.' }]),
          ...forbidden.map((group) => ({ group: [group], message: 'Imports go one way: see ui/README.md.' })),
        ],
      },
    ],
  },
});

export default ts.config(
  { ignores: ['ui/dist/**', 'ui/src/generated/**'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  { files: ['ui/e2e/**', 'ui/*.{js,ts}'], languageOptions: { globals: { ...globals.node } } },
  {
    files: ['ui/**/*.svelte', 'ui/**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    rules: {
      'svelte/no-at-html-tags': 'error',
      // Routes are hashes inside one page: there is no base path to resolve.
      'svelte/no-navigation-without-resolve': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true }],
      'svelte/no-useless-mustaches': 'off',
      'svelte/prefer-svelte-reactivity': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
    },
  },
  tier(['ui/src/lib/**'], ['**/platform/**', '**/state/**', '**/actions/**', '**/components/**', '**/views/**']),
  tier(['ui/src/words/**'], ['**/platform/**', '**/state/**', '**/actions/**', '**/components/**', '**/views/**']),
  tier(['ui/src/platform/**'], ['**/state/**', '**/actions/**', '**/components/**', '**/views/**']),
  tier(['ui/src/state/**'], ['**/actions/**', '**/components/**', '**/views/**']),
  tier(['ui/src/actions/**'], ['**/components/**', '**/views/**']),
  tier(
    ['ui/src/components/shared/**'],
    [
      '**/platform/**',
      '**/views/**',
      '../activity/**',
      '../assessment/**',
      '../candidates/**',
      '../connect/**',
      '../inbox/**',
      '../overview/**',
      '../playbook/**',
      '../screening/**',
      '../send/**',
      '../settings/**',
      '../shell/**',
    ],
  ),
  tier(['ui/src/components/*/**'], ['**/views/**'], ['ui/src/components/shared/**']),
  tier(['ui/src/views/**', 'ui/src/*.ts', 'ui/src/*.svelte', 'ui/catalogue/**'], ['@nothing/*']),
);
