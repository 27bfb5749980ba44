// The overview with as many screenings as a busy company has in half a year.
import { axe, expect, until } from './checks.mjs';
import { ask } from './people.mjs';

const id = (page, name) => page.getByTestId(name);

/** Adds made-up screenings, and answers with the views that show them. */
export async function manyScreenings(url) {
  const filled = await fetch(`${url}/host/fill/1200`, { method: 'POST' });
  if (!filled.ok) throw new Error('The made-up screenings could not be added');
  return {
    'overview-many': '#/overview',
    'overview-year': '#/overview?range=all',
    'candidates-many': '#/candidates',
    'candidates-to-move': '#/candidates?filter=to_move',
    'inbox-many': '#/inbox',
  };
}

/** Everything that one does on it. */
export async function overview(page, size, shot, faults) {
  const where = `overview (${size})`;
  const heard = () => page.locator('main [role="status"]').first().textContent();
  await page.evaluate(() => (location.hash = '#/candidates'));
  await until(page, 'the list is there', () => document.querySelector('[data-testid^="candidate-row-"]') !== null);
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await id(page, 'overview-tiles').waitFor();

  // From the keyboard: tables instead of charts, and back.
  await page.keyboard.press('t');
  await until(page, 'every chart is a table', () => document.querySelectorAll('main table').length === 6);
  await shot(`overview-tables-${size}`);
  await axe(page, `${where}, tables`, faults);
  await page.keyboard.press('t');
  await until(page, 'the charts are back', () => document.querySelectorAll('main table').length === 1);
  await id(page, 'as-table-weeks').focus();
  await page.keyboard.press('Enter');
  await id(page, 'chart-weeks').locator('table').waitFor();
  expect((await id(page, 'chart-weeks').locator('tbody tr').count()) === 12, where, 'not twelve weeks', faults);
  await page.keyboard.press('Enter');

  // Another time and one posting: the address says so, and screen readers hear it.
  await id(page, 'filter-4w').click();
  await until(page, 'the address has the time', () => location.hash === '#/overview?range=4w');
  const all = await ask(page, 'overview', { range: '4w' });
  const posting = all.postings.find((one) => one.id !== null);
  await id(page, 'overview-posting').selectOption(posting.id);
  await until(page, 'the address has the posting', () => location.hash.includes('posting='));
  await until(
    page,
    'the figures are those of the posting',
    (count) => document.querySelector('[data-testid="overview-tiles"] dd')?.textContent === count,
    posting.invited.toLocaleString('en-US'),
  );
  expect((await heard()).includes(posting.title), where, 'nothing is said about the posting', faults);
  await shot(`overview-posting-${size}`);
  await page.reload();
  await id(page, 'overview-tiles').waitFor();
  expect((await id(page, 'overview-posting').inputValue()) === posting.id, where, 'the posting is forgotten', faults);

  // The number of the invited leads to exactly them.
  await id(page, 'overview-tiles').getByRole('link').click();
  await until(
    page,
    'exactly the invited are listed',
    (count) => document.querySelector('[role="table"][aria-busy="false"]')?.ariaRowCount === String(count + 1),
    posting.invited,
  );
  await shot(`overview-invited-${size}`);
  await page.goBack();
  await id(page, 'overview-tiles').waitFor();

  // A table as a file.
  const [file] = await Promise.all([page.waitForEvent('download'), id(page, 'save-postings').click()]);
  expect(/^fulcrum-by-posting-.*\.csv$/.test(file.suggestedFilename()), where, 'the file has another name', faults);

  // At 200 % a window of this size is half as wide.
  await page.setViewportSize({ width: 640, height: 400 });
  await shot(`overview-zoomed-${size}`);
  await axe(page, `${where}, 200 %`, faults);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide <= 0, where, `is ${wide} px too wide at 200 %`, faults);
}
