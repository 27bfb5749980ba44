// Activity: narrowed, walked and copied from the keyboard, searched, exported.
import { axe, copied, eventually, expect, until } from './checks.mjs';
import { unfold } from './going.mjs';

const id = (page, name) => page.getByTestId(name);

/** Opens it for the first time, in windows of several widths: the numbers of the chips push nothing down. */
async function firstTime(page, where, faults) {
  const before = page.viewportSize();
  let waiting = null;
  const hold = (route) => (waiting ? void waiting.push(route) : route.continue());
  await page.route('**/rpc/activity', hold);
  const height = () => page.locator('main .chips').evaluate((chips) => chips.parentElement.offsetHeight);
  for (const [width, high] of [
    [900, 600],
    [1280, 800],
    [1440, 900],
  ]) {
    await page.setViewportSize({ width, height: high });
    waiting = [];
    await page.reload();
    await page.locator('main .chips').waitFor();
    await eventually('it is asked for', () => waiting.length > 0);
    const empty = await height();
    const held = waiting;
    waiting = null;
    for (const route of held) await route.continue();
    await page.locator('[data-testid="filter-writes"] .num').waitFor();
    const full = await height();
    expect(full === empty, where, `the numbers push the list by ${full - empty} px at ${width}`, faults);
  }
  await page.unroute('**/rpc/activity', hold);
  await page.setViewportSize(before);
}

/** Everything that one does there. */
export async function activity(page, size, shot, faults) {
  const where = `activity (${size})`;
  await page.evaluate(() => (location.hash = '#/activity'));
  await id(page, 'activity-row').first().waitFor();
  await firstTime(page, where, faults);
  await id(page, 'filter-writes').click();
  await until(page, 'the address holds the filter', () => location.hash === '#/activity?kind=writes');
  await until(page, 'only writes are shown', () =>
    [...document.querySelectorAll('[data-testid="activity-row"]')].every((row) => row.dataset.kind === 'wrote'),
  );
  await unfold(page);
  await id(page, 'activity-writes').click();
  await page.getByRole('radio', { name: /^Written/ }).check();
  await page.keyboard.press('Escape');
  await until(page, 'the address holds the state', () => location.hash.includes('write=written'));
  await page.reload();
  await id(page, 'activity-row').first().waitFor();
  await shot(`activity-written-${size}`);
  await axe(page, where, faults);

  // What one did oneself, apart from what Fulcrum did.
  await page.evaluate(() => (location.hash = '#/activity'));
  await unfold(page);
  await id(page, 'activity-by').click();
  await page.getByRole('radio', { name: /^You/ }).check();
  await shot(`activity-by-${size}`);
  await page.keyboard.press('Escape');
  await until(page, 'the address says whose', () => location.hash.includes('by=you'));
  await until(page, 'all was done by oneself', () => {
    const actors = [...document.querySelectorAll('[data-testid="activity-row"] .actor')];
    return actors.length > 0 && actors.every((actor) => actor.textContent === 'You');
  });
  await axe(page, `${where}, of oneself`, faults);
  await page.evaluate(() => (location.hash = '#/activity?kind=writes&write=written'));
  await until(page, 'only writes are shown again', () =>
    [...document.querySelectorAll('[data-testid="activity-row"]')].every((row) => row.dataset.kind === 'wrote'),
  );

  await page.keyboard.press('j');
  await until(page, 'a row has the focus', () => document.activeElement?.closest('[data-row]') !== null);
  const name = await page.evaluate(() => document.activeElement?.textContent?.trim());
  const text = await copied(page, () => page.keyboard.press('y'));
  await until(page, 'it says that it was copied', () => document.body.textContent.includes('Copied.'));
  expect(text.includes(name) && /\b20\d\d\b/.test(text), where, `copied “${text}”`, faults);
  await page.keyboard.press('Enter');
  await until(page, 'the candidate is open', () => location.hash.startsWith('#/candidates/'));
  await page.goBack();
  await id(page, 'activity-row').first().waitFor();

  await page.keyboard.press('/');
  await page.keyboard.type('nobody is called that');
  await until(page, 'nothing is found', () => location.hash.includes('q=nobody'));
  await page.getByRole('button', { name: 'Show everything' }).click();
  await id(page, 'activity-row').first().waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), id(page, 'activity-save').click()]);
  expect(/^fulcrum-activity-.*\.csv$/.test(file.suggestedFilename()), where, 'the file has another name', faults);
}
