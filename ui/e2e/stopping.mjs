// What is done with many ticked rows: it goes on by itself, says how far it is on every page, and can be stopped.
import { axe, eventually, expect, until } from './checks.mjs';
import { goTo } from './going.mjs';

const id = (page, name) => page.getByTestId(name);

/** Ticks everybody who is invited and confirms calling them off; answers with how many they are. */
async function confirmed(page, where, faults) {
  await goTo(page, 'candidates', '#/candidates?filter=invited');
  await page.locator('[role="table"][aria-busy="false"]').waitFor();
  await id(page, 'tick-all').click();
  await id(page, 'bulk').waitFor();
  await page.keyboard.press('Delete');
  await id(page, 'bulk-confirm').waitFor();
  const all = Number((await page.locator('dialog[open] h2').innerText()).replace(/\D/g, ''));
  await id(page, 'bulk-confirm').click();
  await id(page, 'bulk-far').waitFor();
  expect((await page.locator('dialog[open]').count()) === 0, where, 'the question stays open', faults);
  return all;
}

/** Stops what is done with many, on the page where it began and on another; nobody is really called off. */
export async function stopping(page, size, shot, faults) {
  const where = `stopping (${size})`;
  const asked = [];
  await page.route('**/rpc/cancel_screening', (route) => void asked.push(route));
  const next = () => eventually('the next one is asked for', () => asked.shift());
  const answer = async () => (await next()).fulfill({ json: {} });
  const said = (words) =>
    until(page, `it says “${words}”`, (text) => document.querySelector('.toasts').innerText.includes(text), words);

  const before = page.viewportSize();
  await page.setViewportSize({ width: 1280, height: 800 });
  const all = await confirmed(page, where, faults);
  await answer();
  await id(page, 'bulk-far')
    .filter({ hasText: `1 of ${all}, ${all - 1} to go` })
    .waitFor();
  await axe(page, `${where}, under way`, faults);
  await shot(`bulk-under-way-${size}`);
  // Another page says it, and stops it there.
  await goTo(page, 'inbox', '#/inbox');
  await id(page, 'working-stop').waitFor();
  await axe(page, `${where}, on another page`, faults);
  await shot(`bulk-elsewhere-${size}`);
  await id(page, 'working-stop').click();
  await answer();
  await said(`Stopped after 2 of ${all}`);

  await confirmed(page, where, faults);
  await page.keyboard.press('Escape');
  await answer();
  await said(`Stopped after 1 of ${all}`);
  await shot(`bulk-stopped-${size}`);
  expect(asked.length === 0, where, 'it goes on after it was stopped', faults);
  const ticked = (await id(page, 'bulk').textContent()) ?? '';
  expect(ticked.includes(`${all - 1} screenings`), where, `not the others are ticked: ${ticked}`, faults);
  await page.unrouteAll({ behavior: 'wait' });
  await id(page, 'bulk-clear').click();
  await page.setViewportSize(before);
}
