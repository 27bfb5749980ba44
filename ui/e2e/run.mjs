// Walks the whole UI in Chromium against a running backend with a fresh profile:
//   node ui/e2e/run.mjs --url http://127.0.0.1:PORT [--out target/ui] [--browser /usr/bin/chromium]
// Onboarding, the main job, every view in light and dark and three sizes with axe, everything from the keyboard;
// pictures are kept. A profile that was set up before is only walked. Ends with 1 if anything is wrong.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { activity } from './activity.mjs';
import { addressing } from './addressing.mjs';
import { assessments, newcomer } from './assessments.mjs';
import { launch, option } from './browser.mjs';
import { Faults, watch } from './checks.mjs';
import { checkPage } from './checking.mjs';
import { counting } from './counting.mjs';
import { days } from './days.mjs';
import { decisions } from './decisions.mjs';
import { mainJob } from './job.mjs';
import { isNew, keyboard, onboarding, routes, walk, zoomed } from './journeys.mjs';
import { moves } from './moves.mjs';
import { manyScreenings, overview } from './overview.mjs';
import { sendDialog } from './send.mjs';
import { settings } from './settings.mjs';
import { reflowed, smallest, smallestZoomed } from './smallest.mjs';
import { signInStates } from './states.mjs';
import { still } from './still.mjs';
import { stopping } from './stopping.mjs';
import { candidatesTable } from './table.mjs';
import { heldSteps, views as heldViews } from './views.mjs';
import { vocabulary } from './vocabulary.mjs';
import { whose } from './whose.mjs';

const url = option('url', 'http://127.0.0.1:8787').replace(/\/$/, '');
const out = option('out', 'target/ui');
const faults = new Faults();
mkdirSync(out, { recursive: true });

const begun = Date.now();
const say = (what) => console.log(`${((Date.now() - begun) / 1000).toFixed(0)} s: ${what}`);
const browser = await launch();

/** A window of a size and theme in front of the app. */
async function open(width, height, theme) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  // The desktop window freezes prototypes: what needs to change them must fail here, too.
  await context.addInitScript(() => Object.freeze(Object.prototype));
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  watch(page, url, faults);
  await page.goto(`${url}/`);
  return page;
}

const shotOf =
  (page) =>
  (name, shown = page) =>
    shown.screenshot({ path: join(out, `${name}.png`) });
const SIZES = [
  [900, 600],
  [1280, 800],
  [1440, 900],
];
let page = null;
let lever = null;
try {
  page = await open(1280, 800, 'light');
  if (await isNew(page)) {
    lever = await onboarding(page, heldSteps(page, shotOf(page), faults), faults);
    say('onboarding done');
    await walk(page, { 'overview-empty': '#/overview' }, 'light', shotOf(page), faults);
    await mainJob(page, lever, shotOf(page), faults);
    say('the main job done');
    await sendDialog(page, lever, shotOf(page), faults);
    say('sent to nobody else');
    await decisions(page, lever, shotOf(page), faults);
    say('decided from the keyboard');
    await moves(page, lever, shotOf(page), faults);
    say('moved on');
    await still(page, lever, shotOf(page), faults);
    say('nothing jumped');
    await addressing(page, lever, shotOf(page), faults);
    say('said for whom, and what they get');
    await vocabulary(page, shotOf(page), faults);
    say('told Lever in other words');
    await assessments(page, shotOf(page), faults);
    say('an assessment written');
    await heldViews(page, faults);
    say('what a screen reader finds');
    await checkPage(page, lever, shotOf(page), faults);
    say('the chain checked');
    await counting(page, lever, shotOf(page), faults);
    say('counted by rule');
    await whose(page, lever, shotOf(page), faults);
    say('said by which playbook');
  }
  const views = await routes(page);
  for (const theme of ['light', 'dark']) {
    if (theme === 'dark') page = await open(1280, 800, theme);
    await walk(page, views, theme, shotOf(page), faults);
    await keyboard(page, theme, shotOf(page), faults);
    await signInStates(page, theme, shotOf(page), faults);
    await page.context().close();
    say(`${theme}: ${Object.keys(views).length} views and the keyboard`);
  }
  for (const [width, height] of [
    [900, 600],
    [1440, 900],
  ]) {
    page = await open(width, height, 'light');
    await walk(page, views, `${width}x${height}`, shotOf(page), faults);
    await page.context().close();
    say(`${width}x${height}`);
  }
  page = await open(640, 400, 'light');
  await zoomed(page, views, shotOf(page), faults);
  await page.context().close();
  say('at 200 %');
  const many = await manyScreenings(url);
  for (const [width, height] of SIZES) {
    for (const theme of ['light', 'dark']) {
      page = await open(width, height, theme);
      const size = `${theme}-${width}x${height}`;
      await walk(page, many, size, shotOf(page), faults);
      if (width === 1280) {
        await overview(page, size, shotOf(page), faults);
        await candidatesTable(page, size, shotOf(page), faults);
        await stopping(page, size, shotOf(page), faults);
        await days(page, size, shotOf(page), faults);
        await activity(page, size, shotOf(page), faults);
        await settings(page, size, shotOf(page), faults);
      }
      await page.context().close();
    }
    say(`${width}x${height} with many screenings`);
  }
  page = await open(900, 600, 'light');
  await smallest(page, shotOf(page), faults);
  await page.context().close();
  say('in the smallest window');
  page = await open(450, 300, 'light');
  await smallestZoomed(page, views, shotOf(page), faults);
  await page.context().close();
  say('in the smallest window at 200 %');
  page = await open(320, 512, 'light');
  await reflowed(page, views, shotOf(page), faults);
  await page.context().close();
  say('at 400 %');
  if (lever) {
    page = await open(1280, 800, 'light');
    await newcomer(page, lever, shotOf(page), faults);
    say('set up as a newcomer');
  }
} catch (error) {
  faults.add('run', error.message);
  await page
    ?.screenshot({ path: join(out, 'fault.png') })
    .catch(() => console.log('There is no picture of the fault.'));
} finally {
  await browser.close();
}
say(faults.all.length === 0 ? 'No fault found.' : `${faults.all.length} faults.`);
process.exit(faults.all.length === 0 ? 0 : 1);
