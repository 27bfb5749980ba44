// What is pointed at stays where it is while others come, and those who come are said.
import { axe, expect, until } from './checks.mjs';
import { goTo } from './journeys.mjs';
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
  await page.getByTestId('filter-all').click();
  await until(page, 'the address says it no more', () => !location.hash.includes('whose='));
}
