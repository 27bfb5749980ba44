// What is pointed at stays where it is while others come, and those who come are said.
import { axe, eventually, expect, until } from './checks.mjs';
import { goTo } from './going.mjs';
import { Lever, ask } from './people.mjs';

const WHERE = 'nothing jumps';

export async function still(page, origin, shot, faults) {
  const lever = new Lever(origin);
  const [trigger, posting] = [await lever.stage('Phone screen'), await lever.posting('Backend Engineer')];
  await goTo(page, 'inbox', '#/inbox');
  const row = page.locator('[data-row]').last();
  await row.waitFor();
  await row.hover();
  const top = () => row.evaluate((one) => one.getBoundingClientRect().top);
  const before = await top();
  const came = await lever.add({ name: 'Thandi Mokoena', email: null, posting, applied: true });
  const known = (await ask(page, 'inbox')).attention.length;
  await lever.move(came.id, trigger);
  await page.locator('[data-row]').getByText('Thandi Mokoena').waitFor({ state: 'attached' });
  expect((await ask(page, 'inbox')).attention.length > known, WHERE, 'nobody came', faults);
  const after = await top();
  expect(Math.abs(after - before) < 2, WHERE, `the row under the pointer moved by ${after - before} px`, faults);
  await until(page, 'it is said who came', () =>
    [...document.querySelectorAll('[aria-live="polite"] p')].some((said) =>
      said.textContent.includes('Thandi Mokoena'),
    ),
  );
  await shot('still');
  await axe(page, WHERE, faults);
  await page.mouse.move(10, 10);

  for (const [view, row] of [
    ['candidates', '[data-testid^="candidate-row-"]'],
    ['activity', '[data-testid="activity-row"]'],
  ])
    await stays(
      page,
      view,
      row,
      async () => {
        const { id } = await lever.add({ name: `Ola ${view}`, email: `${view}@example.com`, posting, applied: true });
        await lever.move(id, trigger);
      },
      faults,
    );
  await goTo(page, 'inbox', '#/inbox');

  // What a screen reader hears of a row: why, and the keys.
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('Home');
  const heard = await page.evaluate(() => {
    const ids = document.activeElement?.getAttribute('aria-describedby')?.split(' ') ?? [];
    return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  });
  for (const words of ['Keys:', 'Why?'])
    expect(heard.includes(words), WHERE, `“${words}” is not heard: ${heard}`, faults);

  // Sections: from one to the next by key, and folded for good.
  const section = () => document.activeElement?.closest('section')?.getAttribute('aria-labelledby') ?? null;
  const first = await page.evaluate(section);
  await page.keyboard.press('Shift+J');
  await until(
    page,
    'the next section has the focus',
    (old) => {
      const now = document.activeElement?.closest('section')?.getAttribute('aria-labelledby') ?? null;
      return now !== null && now !== old;
    },
    first,
  );
  await page.getByTestId('fold-attention').click();
  await page.reload();
  await page.locator('[data-testid="fold-attention"][aria-expanded="false"]').waitFor();
  expect((await page.locator('[data-row]').getByText('Thandi Mokoena').count()) === 0, WHERE, 'it is unfolded', faults);
  await page.getByTestId('fold-attention').click();
  await page.locator('[data-row]').getByText('Thandi Mokoena').waitFor();

  // Whose: the address says so, and everybody's comes back.
  await page.getByTestId('filter-mine').click();
  await until(page, 'the address says whose', () => location.hash.includes('whose=mine'));
  await axe(page, `${WHERE}, mine`, faults);
  const mine = (await ask(page, 'status')).connection.user.id;
  const owner = (await ask(page, 'inbox')).attention.find(({ title }) => title === 'Thandi Mokoena')?.ownerId;
  expect(owner === mine, WHERE, `Thandi Mokoena belongs to ${owner}, not to ${mine}`, faults);
  const thandi = page.locator('[data-row]').getByText('Thandi Mokoena');
  await thandi.waitFor();
  await page.getByTestId('filter-all').click();
  await until(page, 'the address says it no more', () => !location.hash.includes('whose='));
  // Of another posting: attention is narrowed, too.
  const other = await lever.posting('Product Designer');
  await page.evaluate((id) => (location.hash = `#/inbox?posting=${id}`), other);
  await thandi.waitFor({ state: 'detached' });
  await shot('still-other-posting');
  await page.evaluate(() => (location.hash = '#/inbox'));
  await thandi.waitFor();

  // What a key does with the row, the palette does, too: by its words, and it says with whom.
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('Home');
  const name = await page.evaluate(
    () => document.activeElement?.closest('[data-row]')?.querySelector('b')?.textContent ?? '',
  );
  const [choice] = await page.locator('[data-testid="inbox-keys"] button').allInnerTexts();
  await page.keyboard.press('Control+k');
  const words = choice.split('\n')[0].trim();
  await page.getByTestId('palette-input').fill(words);
  await page.locator('[role="option"]').filter({ hasText: words }).filter({ hasText: name }).waitFor();
  await shot('still-palette');
  await page.keyboard.press('Escape');
  await until(page, 'the palette is closed', () => !document.querySelector('dialog[open]'));

  // A pause is said once to be seen, and once to be heard.
  const times = () =>
    page.evaluate(() => ({
      seen: [...document.querySelectorAll('.banner, footer, .toasts')]
        .map((one) => one.innerText.match(/paused/gi)?.length ?? 0)
        .reduce((sum, n) => sum + n, 0),
      heard: [...document.querySelectorAll('[aria-live="polite"]')].filter((one) => /paused/i.test(one.textContent))
        .length,
    }));
  await page.getByTestId('pause').click();
  await page.locator('.banner').getByText('Paused').waitFor();
  await until(page, 'the pause is said', () =>
    [...document.querySelectorAll('[aria-live="polite"]')].some((one) => /paused/i.test(one.textContent)),
  );
  const { seen, heard: spoken } = await times();
  // What is only heard stands in the foot of the window, too.
  expect(
    seen - spoken === 1 && spoken === 1,
    WHERE,
    `a pause is seen ${seen - spoken} and heard ${spoken} times`,
    faults,
  );
  await shot('still-paused');
  await page.getByTestId('pause').click();
  await page.locator('.banner').getByText('Paused').waitFor({ state: 'detached' });
  // Who is held is invited only as long as the playbook is for them, which is changed next.
  await eventually('nobody is held any more', async () => (await ask(page, 'status')).queue.held === 0);
}

/** The third row of a list is pointed at while somebody comes, who stands above. */
async function stays(page, view, rows, comes, faults) {
  await goTo(page, view, `#/${view}`);
  await page.locator(rows).nth(2).waitFor();
  const [first, held] = await page.locator(rows).evaluateAll((all) => all.map((one) => one.dataset.row));
  await page.locator(rows).nth(2).hover();
  const pointed = () => page.evaluate((list) => document.querySelector(`${list}:hover`)?.dataset.row ?? null, rows);
  const before = await pointed();
  await comes();
  await until(
    page,
    `somebody came to ${view}`,
    ([list, known]) => !known.includes(document.querySelectorAll(list)[0]?.dataset.row),
    [rows, [first, held]],
  );
  const after = await pointed();
  expect(before !== null && after === before, WHERE, `${view}: another row is under the pointer`, faults);
  await page.mouse.move(10, 10);
}
