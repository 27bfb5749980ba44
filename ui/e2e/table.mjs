// The table of candidates with as many screenings as a busy company has in half a year.
import { axe, eventually, expect, until } from './checks.mjs';

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

  // Ordered by state and by stage: whoever is in one stands together, and the other way round, too.
  const standing = () =>
    rows(page).evaluateAll((all) =>
      all
        .sort((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex))
        .map((one) => one.dataset.state)
        .filter((state, at, states) => state !== states[at - 1]),
    );
  for (const by of ['state', 'stage']) {
    await id(page, `order-${by}`).click();
    await until(page, `the address has the order ${by}`, (name) => location.hash.includes(`order=${name}`), by);
    await until(page, 'they are there', () => document.querySelector('[role="table"][aria-busy="false"]') !== null);
    expect((await order()) === 'ascending', where, `${by} does not rise`, faults);
    if (by === 'state') {
      const states = await standing();
      expect(new Set(states).size === states.length, where, `states are mixed: ${states}`, faults);
    }
    await shot(`candidates-by-${by}-${size}`);
    await id(page, `order-${by}`).click();
    await until(page, 'it is turned', () => location.hash.includes('reversed=yes'));
    await id(page, `order-${by}`).click();
    await until(
      page,
      'it is as usual',
      () => !location.hash.includes('order=') && document.querySelector('[role="table"][aria-busy="false"]') !== null,
    );
  }

  // What was called back before it left is a list of its own.
  const notSent = id(page, 'filter-not_sent');
  if ((await notSent.count()) > 0) {
    await notSent.click();
    await until(page, 'the address says so', () => location.hash.includes('filter=not_sent'));
    await until(page, 'only those', () =>
      [...document.querySelectorAll('[data-testid^="candidate-row-"]')].every((row) =>
        row.textContent.includes('Not sent'),
      ),
    );
    await shot(`candidates-not-sent-${size}`);
    await axe(page, `${where}, not sent`, faults);
    await id(page, 'filter-all').click();
    await until(
      page,
      'all are listed',
      () =>
        !location.hash.includes('filter=') &&
        document.querySelector('[role="table"][aria-busy="false"]') !== null &&
        document.querySelectorAll('[data-testid^="candidate-row-"]').length > 5,
    );
  } else faults.add(where, 'nothing is listed as not sent');

  // Ticked from the keyboard, one and a range; then everything that can be done with them.
  await page.locator('h1').focus();
  for (const key of ['j', 'x', 'j', 'j', 'j', 'Shift+X']) await page.keyboard.press(key);
  await id(page, 'bulk').waitFor();
  expect((await id(page, 'bulk').textContent())?.includes('4 screenings ticked'), where, 'not four are ticked', faults);
  await axe(page, `${where}, ticked`, faults);
  await shot(`candidates-ticked-${size}`);

  // What can be done with them is in the palette and on the help sheet, with their number and the keys.
  await page.keyboard.press('Control+k');
  await id(page, 'palette-input').fill('copy the addresses');
  await page.getByRole('option', { name: 'Copy the addresses of 4 candidates' }).waitFor();
  await axe(page, `${where}, ticked, in the palette`, faults);
  await shot(`candidates-ticked-palette-${size}`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByText('Send screening to 4 candidates').waitFor();
  await page.keyboard.press('Escape');
  await until(page, 'the sheet is closed', () => !document.querySelector('dialog[open]'));

  // Another screening for all of them: each is looked at, nobody is sent anything unasked.
  await page.keyboard.press('Shift+C');
  await id(page, 'send-entry').nth(3).waitFor();
  await until(page, 'everybody was looked at', () => !document.querySelector('[data-standing="looking"]'));
  await axe(page, `${where}, sending to the ticked`, faults);
  await shot(`candidates-bulk-send-${size}`);
  await page.keyboard.press('Escape');
  await until(page, 'the dialog is closed', () => !document.querySelector('dialog[open]'));
  expect((await id(page, 'bulk').count()) === 1, where, 'the ticks are forgotten', faults);

  // A low window has room for one message; the others are a press away.
  await page.setViewportSize({ width: 900, height: 600 });
  await id(page, 'bulk-copy').click();
  await id(page, 'toast').waitFor();
  await page.locator('[data-testid="tick"]:checked').first().click();
  await id(page, 'bulk-copy').click();
  await id(page, 'toast-others').waitFor();
  const covered = () =>
    page.evaluate(() => {
      const over = [...document.querySelectorAll('[data-testid="toast"]')].map((one) => one.getBoundingClientRect());
      const all = [...document.querySelectorAll('[data-row]')].map((one) => one.getBoundingClientRect());
      return all.filter((row) => over.some((toast) => row.bottom > toast.top && row.top < toast.bottom)).length;
    });
  expect((await id(page, 'toast').count()) === 1, where, 'two messages stand in a low window', faults);
  await eventually('a message stands above the buttons for ticked rows', () =>
    page.evaluate(() => {
      const [over, bar] = ['toast', 'bulk'].map((one) => document.querySelector(`[data-testid="${one}"]`));
      return over.getBoundingClientRect().bottom <= bar.getBoundingClientRect().top;
    }),
  );
  expect((await covered()) <= 2, where, `a message covers ${await covered()} rows`, faults);
  await shot(`candidates-low-${size}`);
  await axe(page, `${where}, a message in a low window`, faults);
  await page.locator('[role="table"] .scroll').evaluate((list) => (list.scrollTop = list.scrollHeight));
  const clear = () =>
    page.evaluate(() => {
      const last = document.querySelector(`[aria-rowindex="${document.querySelector('[role="table"]').ariaRowCount}"]`);
      const over = document.querySelector('[data-testid="toast"]');
      return last && over && last.getBoundingClientRect().bottom <= over.getBoundingClientRect().top;
    });
  await eventually('the last row is scrolled out from under a message', clear);
  await page.locator('[role="table"] .scroll').evaluate((list) => (list.scrollTop = 0));
  await id(page, 'toast-others').click();
  expect((await id(page, 'toast').count()) === 2, where, 'the other message is not there', faults);
  await page.setViewportSize({ width: 1280, height: 800 });
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

  // The last row of all is opened, and one comes back to it, with what is ticked.
  await page.locator('h1').focus();
  for (const key of ['j', 'x', 'End']) await page.keyboard.press(key);
  const place = () => {
    const row = document.activeElement?.closest('[role="row"]');
    const scroller = row?.closest('.scroll');
    return row ? [row.ariaRowIndex, row.closest('[role="table"]').ariaRowCount, scroller.scrollTop] : [];
  };
  // A row that takes the place of one that was being loaded has the focus a moment later.
  let before = '';
  const left = await eventually('the last row has the focus, and stands still', async () => {
    const now = await page.evaluate(place);
    const still = now[0] !== undefined && now[0] === now[1] && String(now) === before;
    before = String(now);
    return still ? before : null;
  });
  await page.keyboard.press('Enter');
  await until(page, 'a candidate is open', () => location.hash.startsWith('#/candidates/'));
  await page.locator('[data-testid="open-in-lever"]').waitFor();
  await page.keyboard.press('Escape');
  await eventually(`one comes back to ${left}`, async () => String(await page.evaluate(place)) === left);
  expect((await id(page, 'bulk').count()) === 1, where, 'the tick is gone after a candidate was open', faults);
  await page.keyboard.press('Escape');

  // Those to review are gone through from one to the next and back, and each has a place among them.
  await page.evaluate(() => (location.hash = '#/candidates?filter=to_review'));
  await counted(' of ');
  await page.locator('h1').focus();
  for (const key of ['j', 'Enter']) await page.keyboard.press(key);
  await id(page, 'queue-place').waitFor();
  const stands = async () => (await id(page, 'queue-place').locator('.num').textContent()) ?? '';
  const [first, reviewed] = [await stands(), page.url()];
  expect(/^1 of \d+$/.test(first), where, `the first stands at ${first}`, faults);
  await page.keyboard.press('n');
  await eventually('the second of those to review', async () => (await stands()).startsWith('2 of'));
  await shot(`candidate-queue-${size}`);
  await axe(page, `${where}, among those to review`, faults);
  await page.keyboard.press('p');
  await eventually('back to the previous one', async () => page.url() === reviewed && (await stands()) === first);
  await page.keyboard.press('Escape');
  await rows(page).first().waitFor();
  await page.getByTestId('filter-all').click();
  await until(page, 'all are listed once more', () => !location.hash.includes('filter='));

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
