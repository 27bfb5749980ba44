// The table narrowed to the days between two dates, from the keyboard.
import { axe, expect, until } from './checks.mjs';
import { goTo, unfold } from './going.mjs';

const id = (page, name) => page.getByTestId(name);

/** Days the wrong way round change nothing; the address keeps the right ones. */
export async function days(page, size, shot, faults) {
  const where = `between two days (${size})`;
  const panel = page.locator('.chip-panel');
  await goTo(page, 'candidates', '#/candidates');
  await unfold(page);
  await id(page, 'narrow-invited').focus();
  await page.keyboard.press('Enter');
  await panel.getByLabel('Between…').focus();
  await page.keyboard.press('Space');
  await until(
    page,
    'the first day has the focus',
    () => document.activeElement.dataset.testid === 'narrow-invited-from',
  );
  await id(page, 'narrow-invited-from').fill('2020-01-31');
  await id(page, 'narrow-invited-to').fill('2020-01-01');
  await id(page, 'narrow-invited-wrong').getByText('after the last day').waitFor();
  await axe(page, `${where}, days the wrong way round`, faults);
  await shot(`candidates-days-${size}`);
  expect(!page.url().includes('2020-01-01'), where, 'days the wrong way round are in the address', faults);
  await id(page, 'narrow-invited-to').fill('2099-12-31');
  await until(page, 'the address has the days', () => location.hash.includes('invited=2020-01-31..2099-12-31'));
  await page.keyboard.press('Enter');
  await panel.waitFor({ state: 'detached' });
  await page.reload();
  await page.locator('[data-testid^="candidate-row-"]').first().waitFor();
  const said = await id(page, 'narrow-invited').textContent();
  expect(said.includes('2020') && said.includes('2099'), where, `a reload says ${said}`, faults);
  await id(page, 'narrow-clear').click();
  await until(page, 'no days are left', () => !location.hash.includes('invited='));
}
