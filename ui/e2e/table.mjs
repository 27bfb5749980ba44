// The table of candidates with as many screenings as a busy company has in half a year.
import { axe, expect, until } from './checks.mjs';

const id = (page, name) => page.getByTestId(name);
const rows = (page) => page.locator('[data-testid^="candidate-row-"]');

/** Everything that one does in it. */
export async function candidatesTable(page, size, shot, faults) {
  const where = `candidates (${size})`;
  const total = async () => (await id(page, 'candidates-total').textContent())?.trim() ?? '';
  const counted = (text) =>
    until(
      page,
      `the total says ${text}`,
      (wanted) => {
        return (document.querySelector('[data-testid="candidates-total"]')?.textContent ?? '').includes(wanted);
      },
      text,
    );
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(() => (location.hash = '#/candidates'));
  await rows(page).first().waitFor();
  await shot(`candidates-many-${size}`);

  // Narrowed by posting and score, from the keyboard; the address says so, and a reload keeps it.
  await id(page, 'narrow-postings').focus();
  await page.keyboard.press('Enter');
  const panel = page.locator('.chip-panel');
  await panel.locator('input[type="checkbox"]').first().waitFor();
  await axe(page, `${where}, choosing`, faults);
  await shot(`candidates-choosing-${size}`);
  await panel.locator('input[type="checkbox"]').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await until(page, 'the address has the posting', () => location.hash.includes('posting='));
  await page.keyboard.press('Escape');
  await counted(' of ');
  const narrowed = await total();
  await id(page, 'narrow-scores').click();
  await panel.getByLabel('Yes', { exact: false }).first().check();
  await until(page, 'the address has the score', () => location.hash.includes('score='));
  await page.keyboard.press('Escape');
  await until(
    page,
    'there are fewer',
    (before) => {
      return document.querySelector('[data-testid="candidates-total"]')?.textContent?.trim() !== before;
    },
    narrowed,
  );
  const both = await total();
  await page.reload();
  await rows(page).first().waitFor();
  expect((await total()) === both, where, `a reload shows ${await total()} instead of ${both}`, faults);
  await id(page, 'narrow-clear').click();
  await until(page, 'nothing is narrowed', () => !location.hash.includes('posting='));

  // Ordered by name, both ways; screen readers hear which.
  const order = () => page.locator('[role="columnheader"][aria-sort]').getAttribute('aria-sort');
  await id(page, 'order-name').click();
  await until(page, 'the address has the order', () => location.hash.includes('order=name'));
  expect((await order()) === 'ascending', where, 'names do not rise', faults);
  await id(page, 'order-name').click();
  await until(page, 'it is turned', () => location.hash.includes('reversed=yes'));
  expect((await order()) === 'descending', where, 'names do not fall', faults);
  await id(page, 'order-name').click();
  await until(
    page,
    'it is as usual',
    () => !location.hash.includes('order=') && document.querySelector('[role="table"][aria-busy="false"]') !== null,
  );

  // Ticked from the keyboard, one and a range; then everything that can be done with them.
  await page.locator('h1').focus();
  for (const key of ['j', 'x', 'j', 'j', 'j', 'Shift+X']) await page.keyboard.press(key);
  await id(page, 'bulk').waitFor();
  expect((await id(page, 'bulk').textContent())?.includes('4 screenings ticked'), where, 'not four are ticked', faults);
  await axe(page, `${where}, ticked`, faults);
  await shot(`candidates-ticked-${size}`);
  await page.keyboard.press('Escape');
  await id(page, 'bulk').waitFor({ state: 'detached' });

  // One more, or all that fit, not only those that are loaded: the box says that it is not all of them.
  await page.locator('h1').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await id(page, 'bulk').waitFor();
  expect(
    (await id(page, 'bulk').textContent())?.includes('3 screenings'),
    where,
    'Shift and arrows tick not three',
    faults,
  );
  await page.keyboard.press('Escape');
  await page.getByTestId('filter-to_review').click();
  await counted(' of ');
  const fitting = Number((await page.locator('[role="table"]').getAttribute('aria-rowcount')) ?? 0) - 1;
  await id(page, 'tick-all').click();
  await id(page, 'bulk').waitFor();
  const box = () => id(page, 'tick-all').evaluate((one) => [one.checked, one.indeterminate].join());
  if (fitting > 100) {
    expect((await box()) === 'false,true', where, `the box is ${await box()} though more fit`, faults);
    await shot(`candidates-tick-some-${size}`);
    await axe(page, `${where}, some ticked`, faults);
    await id(page, 'tick-everybody').click();
    await id(page, 'tick-more').waitFor({ state: 'detached' });
  }
  expect((await box()) === 'true,false', where, `the box is ${await box()} though all are ticked`, faults);
  const all = (await id(page, 'bulk').textContent()) ?? '';
  expect(all.replace(/\D/g, '').startsWith(String(fitting)), where, `not all ${fitting} are ticked: ${all}`, faults);
  await id(page, 'tick-all').click();
  await id(page, 'bulk').waitFor({ state: 'detached' });
  await page.getByTestId('filter-all').click();
  await until(page, 'all are listed', () => !location.hash.includes('filter='));

  // A tag is found, too.
  await id(page, 'candidates-search').fill('reloc');
  await counted(' of ');
  expect((await rows(page).count()) > 0, where, 'nobody has the tag', faults);
  await id(page, 'candidates-search').fill('');

  // Another column, kept on this computer.
  await id(page, 'columns').click();
  await panel.getByLabel('Tags').check();
  await page.keyboard.press('Escape');
  await page.reload();
  await rows(page).first().waitFor();
  const heads = await page.locator('[role="columnheader"]').allTextContents();
  expect(
    heads.some((head) => head.trim() === 'Tags'),
    where,
    'the column is forgotten',
    faults,
  );
  await shot(`candidates-columns-${size}`);
  await id(page, 'columns').click();
  await panel.getByLabel('Tags').uncheck();
  await page.keyboard.press('Escape');

  // At 200 % a window of this size is half as wide.
  await page.setViewportSize({ width: 640, height: 400 });
  await shot(`candidates-zoomed-${size}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide <= 0, where, `is ${wide} px too wide at 200 %`, faults);
  await axe(page, `${where}, 200 %`, faults);
}
