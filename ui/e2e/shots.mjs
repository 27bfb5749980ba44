// Photographs every view, in both themes and three sizes, against a running backend with a fresh profile:
//   node ui/e2e/shots.mjs --url http://127.0.0.1:PORT --at TIME [--out target/shots]
// `--at` is the time that the backend was told it is: pictures of two runs can then be laid side by side.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, option } from './browser.mjs';
import { Faults, watch } from './checks.mjs';
import { dialogs, moveDialogs } from './dialogs.mjs';
import { mainJob } from './job.mjs';
import { keyboard, onboarding, routes, walk } from './journeys.mjs';
import { manyScreenings } from './overview.mjs';
import { signInStates } from './states.mjs';

const url = option('url', 'http://127.0.0.1:8787').replace(/\/$/, '');
const out = option('out', 'target/shots');
const at = new Date(option('at', new Date().toISOString()));
const SIZES = [
  [900, 600],
  [1280, 800],
  [1440, 900],
];
const faults = new Faults();
mkdirSync(out, { recursive: true });

const browser = await launch();
let pictures = 0;
try {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1280, height: 800 },
  });
  await context.addInitScript(() => Object.freeze(Object.prototype));
  const page = await context.newPage();
  await page.clock.install({ time: at });
  page.setDefaultTimeout(20_000);
  watch(page, url, faults);
  await page.goto(`${url}/`);

  /** What lies below the window, in a window that is high enough; a list without end is not shown to its end. */
  const whole = async (name) => {
    const more = await page.evaluate(() => {
      const parts = [...document.querySelectorAll('main .scroll:not(.long)')].filter((one) => !one.closest('.table'));
      return Math.max(0, ...parts.map((one) => one.scrollHeight - one.clientHeight));
    });
    if (more < 40) return 0;
    await page.setViewportSize({ width: 1280, height: Math.min(4000, 800 + more) });
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.screenshot({ path: join(out, `${name}-whole.png`), animations: 'disabled' });
    return 1;
  };

  /** The page as it stands, in every theme and size. */
  const shot = async (name) => {
    for (const theme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
        await page.screenshot({ path: join(out, `${name}-${theme}-${width}x${height}.png`), animations: 'disabled' });
        pictures += 1;
        if (width === 1280) pictures += await whole(`${name}-${theme}`);
      }
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1280, height: 800 });
  };

  const lever = await onboarding(page, shot, faults);
  await walk(page, { 'overview-empty': '#/overview' }, 'first', shot, faults);
  // What passes by is looked at once: the views after it show the same things at rest.
  await mainJob(page, lever, (name) => page.screenshot({ path: join(out, `${name}.png`) }), faults);
  // Ten minutes on, and no further: "8 min ago" says the same in every run.
  await page.clock.setFixedTime(new Date(at.getTime() + 600_000));
  await page.getByText(/^Checked \d+ min ago/).waitFor();
  await walk(page, await routes(page), 'few', shot, faults);
  await keyboard(page, 'dialog', shot, faults);
  await dialogs(page, lever, shot);
  await signInStates(page, 'state', shot, faults);
  await walk(page, await manyScreenings(url), 'many', shot, faults);
  await moveDialogs(page, shot);
} catch (error) {
  faults.add('shots', error.message);
} finally {
  await browser.close();
}
console.log(`${pictures} pictures are in ${out}.`);
process.exit(faults.all.length === 0 ? 0 : 1);
