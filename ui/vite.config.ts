import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
/** Where `npm run dev` finds the application layer: `fulcrum-webhost`. */
const backend = process.env.FULCRUM_BACKEND ?? 'http://127.0.0.1:8787';

export default defineConfig({
  root,
  base: './',
  plugins: [svelte({ configFile: `${root}svelte.config.js` }), svelteTesting()],
  clearScreen: false,
  server: { port: 1420, strictPort: true, proxy: { '/rpc': backend, '/events': backend, '/host': backend } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'safari15',
    // A strict content-security policy allows no data: fonts or scripts: everything is a file.
    assetsInlineLimit: 0,
    // All styles come with the first view: none arrives late, and their order is the same for every view.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: [`${root}src/testing/setup.ts`],
    restoreMocks: true,
  },
});
