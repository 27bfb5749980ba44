// Walks the whole UI in Chromium against a running backend:
//   node ui/e2e/run.mjs --url http://127.0.0.1:PORT [--out target/ui] [--browser /usr/bin/chromium]
// Every view in light and dark, with axe, from the keyboard; pictures are kept. Ends with 1 if anything is wrong.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { Faults, watch } from './checks.mjs';
import { keyboard, onboarding, routes, walk } from './journeys.mjs';

const argument = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const url = argument('url', 'http://127.0.0.1:8787').replace(/\/$/, '');
const out = argument('out', 'target/ui');
const faults = new Faults();
mkdirSync(out, { recursive: true });

const browser = await chromium.launch({
  executablePath: argument('browser', '/usr/bin/chromium'),
  args: ['--no-sandbox', '--disable-background-networking'],
});
try {
  let views = null;
  for (const theme of ['light', 'dark']) {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      colorScheme: theme,
      reducedMotion: 'reduce',
    });
    // The desktop window freezes prototypes: what needs to change them must fail here, too.
    await context.addInitScript(() => Object.freeze(Object.prototype));
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    watch(page, url, faults);
    const shot = (name) => page.screenshot({ path: join(out, `${name}.png`) });
    await page.goto(`${url}/`);
    if (await onboarding(page, shot, faults)) console.log('onboarding done');
    views ??= await routes(page);
    await walk(page, views, theme, shot, faults);
    await keyboard(page, theme, shot, faults);
    console.log(`${theme}: ${Object.keys(views).length} views`);
    await context.close();
  }
  for (const [width, height] of [
    [900, 600],
    [1440, 900],
  ]) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    watch(page, url, faults);
    await page.goto(`${url}/`);
    await page.locator('nav[aria-label="Main"]').waitFor();
    await walk(
      page,
      views,
      `${width}x${height}`,
      (name) => page.screenshot({ path: join(out, `${name}.png`) }),
      faults,
    );
    await context.close();
  }
} catch (error) {
  faults.add('run', error.message);
} finally {
  await browser.close();
}
console.log(faults.all.length === 0 ? 'No fault found.' : `${faults.all.length} faults.`);
process.exit(faults.all.length === 0 ? 0 : 1);
