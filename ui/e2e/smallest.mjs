// The smallest window, 900x600, and the same at 200 %: nothing is cut off that one came to read.
import { eventually, expect, until } from './checks.mjs';
import { goTo } from './going.mjs';

const WHERE = 'the smallest window';
const YEAR = 366 * 24 * 3600 * 1000;

/** The lists, with dates of last year and the chips of an account that has everything. */
export async function smallest(page, shot, faults) {
  await page.setViewportSize({ width: 900, height: 600 });
  await page.clock.setFixedTime(new Date(Date.now() + YEAR));
  await page.reload();
  await goTo(page, 'inbox', '#/inbox');
  await page.locator('.list time.dated').first().waitFor();
  await shot('smallest-inbox');
  const times = await page.evaluate(() => {
    const list = document.querySelector('.list').getBoundingClientRect();
    const edges = [...document.querySelectorAll('.list .row')].map((row) => {
      const [end, time] = [row.querySelector('.end'), row.querySelector('time')];
      const [right, left] = [time.getBoundingClientRect().right, time.getBoundingClientRect().left];
      return { over: right - list.right, on: end.children.length === 0 ? 0 : end.getBoundingClientRect().right - left };
    });
    return { over: Math.max(...edges.map(({ over }) => over)), on: Math.max(...edges.map(({ on }) => on)) };
  });
  expect(times.over < 0, WHERE, `a date is cut by ${times.over} px`, faults);
  expect(times.on <= 0, WHERE, `a date lies ${times.on} px on what can be done`, faults);

  const sideways = await page.getByTestId('inbox-jumps').evaluate((row) => row.scrollWidth - row.clientWidth);
  expect(sideways <= 0, WHERE, `the row of sections is cut by ${sideways} px`, faults);

  await limited(page, shot, faults);
  await stuck(page, shot, faults);
  await foldedFilters(page, shot, faults);
  for (const name of ['candidates', 'activity']) {
    await goTo(page, name, `#/${name}`);
    await page.getByTestId(`${name}-search`).waitFor();
    await page.getByTestId('filter-all').waitFor();
    const lines = await page.evaluate(() => {
      const tops = [...document.querySelectorAll('.chips button')].map((chip) => chip.getBoundingClientRect().top);
      return tops.filter((top) => top === Math.max(...tops)).length;
    });
    expect(lines > 1, WHERE, `one chip of ${name} is alone on its line`, faults);
    const cut = await page.evaluate(() => {
      const field = document.querySelector('main input[type="search"]');
      const said = document.body.appendChild(document.createElement('span'));
      Object.assign(said.style, { font: getComputedStyle(field).font, whiteSpace: 'nowrap', position: 'fixed' });
      said.textContent = field.placeholder;
      const over = said.getBoundingClientRect().width - field.clientWidth;
      said.remove();
      return over;
    });
    expect(cut <= 0, WHERE, `the search of ${name} says ${cut} px more than there is room for`, faults);
  }

  // The name comes before whatever else stands at the head of a candidate's page.
  const [someone] = await page.evaluate(() => [...document.querySelectorAll('.long a.main')].map(({ hash }) => hash));
  await goTo(page, 'candidate', someone);
  await page.getByTestId('open-in-lever').waitFor();
  const name = await page.locator('h1').evaluate((said) => said.scrollWidth - said.clientWidth);
  expect(name <= 0, WHERE, `the name of a candidate is cut by ${name} px`, faults);
  const place = await page.getByTestId('place-below').evaluate((said) => said.scrollWidth - said.clientWidth);
  expect(place <= 0, WHERE, `posting and stage of a candidate are cut by ${place} px`, faults);
  await goTo(page, 'activity', '#/activity');

  // Every word of Activity is read, and no row lies on the next one.
  await page.locator('.long .what .muted').first().waitFor();
  await eventually('every reason has the lines that it needs', () =>
    page.evaluate(() => {
      const cut = [...document.querySelectorAll('.long .what > *')].filter(
        (words) => words.scrollWidth > words.clientWidth || getComputedStyle(words).textOverflow === 'ellipsis',
      );
      const rows = [...document.querySelectorAll('.long li')].map((row) => ({ row, at: row.getBoundingClientRect() }));
      rows.sort((a, b) => a.at.top - b.at.top);
      const over = rows.filter(({ row, at }, index) => {
        const words = row.querySelector('.what')?.getBoundingClientRect();
        return (words && words.bottom > at.bottom) || at.bottom > (rows[index + 1]?.at.top ?? Infinity) + 1;
      });
      return cut.length + over.length === 0;
    }),
  );
  await shot('smallest-activity');
  const on = await page.getByTestId('activity-row').evaluateAll((rows) => {
    const [copy, actor] = ['.copy', '.actor'].map((part) => rows.map((row) => row.querySelector(part)));
    const left = (one) => one.getBoundingClientRect().left;
    return copy.filter((button, at) => left(button) < actor[at].getBoundingClientRect().right).length;
  });
  expect(on === 0, WHERE, `copying covers who did it in ${on} rows of Activity`, faults);

  // In large text, no fact touches what it is called.
  await goTo(page, 'candidate', someone);
  await page.getByTestId('open-in-lever').waitFor();
  await page.evaluate(() => (document.documentElement.dataset.text = 'large'));
  const touched = await page.locator('dt').evaluateAll((all) => {
    const said = document.createRange();
    const room = all.map((dt) => {
      said.selectNodeContents(dt);
      return dt.nextElementSibling.getBoundingClientRect().left - said.getBoundingClientRect().right;
    });
    return room.filter((left) => left < 4).length;
  });
  await shot('smallest-large');
  await page.evaluate(() => (document.documentElement.dataset.text = 'normal'));
  expect(touched === 0, WHERE, `${touched} facts touch what they are called in large text`, faults);
}

/** What narrows nothing is kept behind one button; what was chosen there stays in sight, and has a number beside it. */
async function foldedFilters(page, shot, faults) {
  await goTo(page, 'candidates', '#/candidates');
  const shown = () =>
    page
      .locator('.panels [data-testid^="narrow-"]')
      .evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
  const height = await page.locator('.bar').evaluate((bar) => bar.offsetHeight);
  expect((await shown()) === 0, WHERE, 'filters are shown that narrow nothing', faults);
  expect(height < 90, WHERE, `the filters take ${height} px`, faults);
  await page.getByTestId('filters').focus();
  await page.keyboard.press('Enter');
  expect((await shown()) === 7, WHERE, 'not every filter is shown by its button', faults);
  await page.getByTestId('narrow-within').click();
  const panel = page.getByRole('dialog', { name: 'Changed' });
  const numbers = panel.locator('label', { hasText: 'last' }).locator('.num');
  await eventually('each of the usual times has a number', async () => (await numbers.count()) === 4);
  await shot('smallest-filters');
  await panel.getByLabel('In the last 90 days').check();
  await page.keyboard.press('Escape');
  await page.getByTestId('filters').click();
  expect((await shown()) === 2, WHERE, 'what is chosen, and how to clear it, does not stay in sight', faults);
  await page.getByTestId('narrow-clear').click();
}

/** Whoever waits for the hourly limit: that takes an hour, so the answer says it of whoever is there. */
async function limited(page, shot, faults) {
  const now = await page.evaluate(() => Date.now());
  const forget = await answering(page, 'inbox', (view) => {
    const waits = { state: 'held', attention: false, score: null, grade: null, count: null };
    view.goingOut = view.toReview.map((row, at) => ({ ...row, ...waits, holdUntil: now + (at + 2) * 18 * 60_000 }));
  });
  const rows = page.locator('.list .row', { has: page.getByTestId('undo') });
  await rows.first().waitFor();
  const over = await rows.evaluateAll((all) =>
    all.flatMap((row) => {
      const [words, undo, time] = [
        row.querySelector('.pill .ell'),
        row.querySelector('.end button'),
        row.querySelector('time'),
      ];
      const room = time.getBoundingClientRect().left - undo.getBoundingClientRect().right;
      return words.scrollWidth > words.clientWidth || room < 0 ? [words.textContent] : [];
    }),
  );
  await shot('smallest-limited');
  expect(over.length === 0, WHERE, `whoever waits for the hourly limit has no room: ${over.join(', ')}`, faults);
  await forget();
}

/** What is stuck is said in whole at the foot, however little room there is. */
async function stuck(page, shot, faults) {
  await page.setViewportSize({ width: 640, height: 400 });
  const forget = await answering(page, 'status', (status) => Object.assign(status.queue, { stuck: 1, held: 22 }));
  const said = page.getByTestId('status-queue');
  await said.getByText('1 stuck, 22').waitFor();
  await shot('smallest-stuck');
  const cut = await said.evaluate((words) => words.scrollWidth - words.clientWidth);
  expect(cut <= 0, WHERE, `what is stuck is cut by ${cut} px at the foot`, faults);
  await forget();
  await page.setViewportSize({ width: 900, height: 600 });
}

/** Answers a command with something else, and draws the page anew; gives back what ends that. */
async function answering(page, command, change) {
  const answers = `**/rpc/${command}`;
  await page.route(answers, async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    change(json);
    await route.fulfill({ response, json });
  });
  await page.reload();
  return async () => {
    await page.unrouteAll({ behavior: 'wait' });
    await page.reload();
  };
}

/** What of a part cannot be pressed, wherever it is scrolled to: something lies on it, or it is out of the window. */
const outOfReach = (part) =>
  part.evaluate((within) => {
    const controls = [...within.querySelectorAll('button, a[href], select, textarea, input')];
    const shown = controls.filter((one) => one.checkVisibility({ opacityProperty: true }) && one.offsetWidth > 1);
    return shown.slice(0, 60).flatMap((control) => {
      control.scrollIntoView({ block: 'center', inline: 'center' });
      const { left, top, width, height } = control.getClientRects()[0];
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      const free = hit !== null && (control.contains(hit) || hit.contains(control) || hit.closest('label') !== null);
      return free ? [] : [(control.getAttribute('aria-label') ?? control.textContent).trim().slice(0, 40)];
    });
  });

/** The views that one works in, at 450x300. */
export async function smallestZoomed(page, views, shot, faults) {
  await page.setViewportSize({ width: 450, height: 300 });
  const where = (name) => `${name} (the smallest window at 200 %)`;
  const look = async (name, part) => {
    await shot(`smallest-zoomed-${name}`);
    const lost = await outOfReach(part);
    expect(lost.length === 0, where(name), `cannot be reached: ${lost.join(', ')}`, faults);
    const wide = await part.evaluate((one) => one.scrollWidth - one.clientWidth);
    expect(wide <= 0, where(name), `is ${wide} px too wide`, faults);
    const pressed = await part.evaluate(
      (one) =>
        [...one.querySelectorAll('.scroll')].filter(
          (read) =>
            read.clientWidth > 0 && (read.clientWidth < one.clientWidth / 2 || read.scrollWidth > read.clientWidth),
        ).length,
    );
    expect(pressed === 0, where(name), `${pressed} parts are pressed together or cut`, faults);
  };
  for (const name of ['inbox', 'candidates', 'candidate-reviewed', 'candidate-to-review']) {
    if (views[name] === undefined) continue;
    await goTo(page, name, views[name]);
    await look(name, page.locator('main'));
  }
  // A message lies below the page: nothing that one decides is under it.
  await goTo(page, 'candidates', '#/candidates');
  await page.locator('[data-testid^="candidate-row-"]').first().waitFor();
  await page.locator('h1').focus();
  for (const key of ['j', 'x']) await page.keyboard.press(key);
  await page.getByTestId('bulk').waitFor();
  const height = () => page.locator('main').evaluate((main) => main.clientHeight);
  const before = await height();
  await page.keyboard.press('y');
  await page.getByTestId('toast').waitFor();
  await eventually('the page ends above a message', () =>
    page.evaluate(() => {
      const [page, message] = ['main', '[data-testid="toast"]'].map((one) => document.querySelector(one));
      return page.getBoundingClientRect().bottom <= message.getBoundingClientRect().top;
    }),
  );
  const lost = before - (await height());
  expect(lost === 0, where('a message'), `takes ${lost} px of what is read`, faults);
  await page.keyboard.press('Escape');
  await page.getByTestId('bulk').waitFor({ state: 'detached' });
  await look('message', page.locator('main'));
  await goTo(page, 'inbox', '#/inbox');
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('c');
  await page.getByTestId('send-input').fill('an');
  await page.locator('[data-testid="send-submit"]:not(:disabled)').waitFor();
  await look('send', page.locator('dialog[open]'));
  await page.keyboard.press('Escape');
  await until(page, 'the dialog is closed', () => !document.querySelector('dialog[open]'));
}

/** A window of 1280 pixels at 400 %: every view is read from top to bottom, and only tables go sideways. */
export async function reflowed(page, views, shot, faults) {
  await page.setViewportSize({ width: 320, height: 512 });
  for (const [name, hash] of Object.entries(views)) {
    await goTo(page, name, hash);
    const wide = await page.evaluate(() => {
      const parts = [document.documentElement, ...document.querySelectorAll('main, main .scroll:not(:has(table))')];
      return Math.max(...parts.map((part) => part.scrollWidth - part.clientWidth));
    });
    await shot(`${name}-reflowed`);
    expect(wide <= 0, `${name} (400 %)`, `is ${wide} px too wide`, faults);
  }
}
