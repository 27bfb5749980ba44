// The page of components: built, opened, held to axe in both themes, photographed piece by piece.
//   node ui/e2e/catalogue.mjs [--out target/ui] [--browser /usr/bin/chromium]
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, preview } from 'vite';
import { aria } from './aria.mjs';
import { Faults, axe, expect, watch } from './checks.mjs';
import { launch, option } from './browser.mjs';

const out = option('out', 'target/ui');
const pictures = join(out, 'components');
mkdirSync(pictures, { recursive: true });

const faults = new Faults();
const site = {
  configFile: 'ui/vite.config.ts',
  root: resolve('ui/catalogue'),
  publicDir: resolve('ui/public'),
  logLevel: 'error',
  build: { outDir: resolve('target/catalogue'), emptyOutDir: true },
};
await build(site);
const server = await preview({ ...site, preview: { host: '127.0.0.1', port: 0, strictPort: false } });
const { port } = server.httpServer.address();
const url = `http://127.0.0.1:${port}`;
const browser = await launch();
try {
  for (const theme of ['light', 'dark']) {
    const context = await browser.newContext({ colorScheme: theme, reducedMotion: 'reduce' });
    await context.addInitScript(() => Object.freeze(Object.prototype));
    const page = await context.newPage();
    watch(page, url, faults);
    await page.goto(url);
    await page.evaluate(() => document.fonts.ready);
    const cases = page.locator('[data-case]');
    const names = await cases.evaluateAll((all) => all.map((one) => one.dataset.case));
    expect(names.length >= 20, 'components', 'the page is not whole', faults);
    for (const [width, height] of [
      [900, 600],
      [1440, 900],
    ]) {
      await page.setViewportSize({ width, height });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide <= 0, `components (${theme}, ${width})`, `is ${wide} px too wide`, faults);
      await page.screenshot({ path: join(out, `components-${theme}-${width}x${height}.png`), fullPage: true });
    }
    await axe(page, `components (${theme})`, faults);
    for (const name of names) {
      if (theme === 'light') {
        await aria(
          page.locator(`[data-case="${name}"]`),
          `component-${name.toLowerCase().replaceAll(' ', '-')}`,
          faults,
        );
      }
      const file = `${name.toLowerCase().replaceAll(' ', '-')}-${theme}.png`;
      await page.locator(`[data-case="${name}"]`).screenshot({ path: join(pictures, file) });
    }
    await page.goto(`${url}/#confirm`);
    await page.reload();
    await page.locator('dialog[open]').waitFor();
    await page.screenshot({ path: join(pictures, `confirm-${theme}.png`) });
    await axe(page, `confirm (${theme})`, faults);
    await context.close();
    console.log(`${theme}: ${names.length} components`);
  }
} catch (error) {
  faults.add('components', error.message);
} finally {
  await browser.close();
  await server.close();
}
console.log(faults.all.length === 0 ? 'No fault found.' : `${faults.all.length} faults.`);
process.exit(faults.all.length === 0 ? 0 : 1);
