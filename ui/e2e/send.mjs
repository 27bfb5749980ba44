// "Send screening now" while Lever is slow or away: nobody gets what was meant for somebody else.
import { axe, expect, until } from './checks.mjs';
import { paste } from './dialogs.mjs';
import { Lever } from './people.mjs';

const WHERE = 'the Send dialog';
const LONG = 'Kwame Kowalski of the Long Valley by the Upper Lake and the Old Mill';
const id = (page, name) => page.getByTestId(name);
const ENABLED = '[data-testid="send-submit"]:not(:disabled)';
const closed = (page) => until(page, 'the dialog is closed', () => !document.querySelector('dialog[open]'));
const answers = (page, name) =>
  until(
    page,
    `the chosen one is ${name}`,
    (wanted) => document.querySelector('[role="option"][aria-selected="true"]')?.textContent.includes(wanted),
    name,
    45_000,
  );

export async function sendDialog(page, origin, shot, faults) {
  const lever = new Lever(origin);
  const kwame = await lever.add({ name: LONG, email: 'kwame.kowalski@example.com' });
  await lever.add({
    name: LONG,
    email: 'kwame.kowalski@example.com',
    posting: await lever.posting('Backend Engineer'),
  });
  const other = await lever.add({ name: 'Ines Duarte', email: 'ines.duarte@example.com' });
  const sent = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/rpc/send_now')) sent.push(request.postDataJSON().opportunityId);
  });
  const disabled = () => id(page, 'send-submit').isDisabled();

  // Lever is slow: what an earlier text found is neither sent nor added.
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('c');
  await id(page, 'send-input').fill('Aiko');
  await answers(page, 'Aiko Tanaka');
  await page.locator(ENABLED).waitFor();
  await lever.switches({ latencyMedianMs: 2500 });
  await id(page, 'send-input').fill('ines.duarte@example.com');
  expect(await disabled(), WHERE, 'Send is offered for another text', faults);
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Enter');
  await page.locator('dialog').getByText('Looking…').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Enter');
  await page.locator('[role="option"]').first().click();
  expect(await disabled(), WHERE, 'Send is offered while somebody else is looked for', faults);
  await shot('send-1-looking');
  await axe(page, `${WHERE}, looking`, faults);
  await answers(page, 'Ines Duarte');
  expect((await id(page, 'send-entry').count()) === 0, WHERE, 'the list got somebody who was not meant', faults);
  await lever.switches({ latencyMedianMs: 0 });
  await page.locator(ENABLED).waitFor();

  // Lever is away: nothing is left to send, and it is tried again by itself.
  await lever.switches({ offline: true });
  await id(page, 'send-input').fill('ines.duarte@example.co');
  await page.locator('dialog [role="alert"]').waitFor();
  expect(await disabled(), WHERE, 'Send is offered after a search that did not work', faults);
  await id(page, 'send-input').fill('ines.duarte@example.com');
  await page.locator('dialog [role="alert"]').getByText('When the network is back, this is read again').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Enter');
  await shot('send-2-offline');
  await axe(page, `${WHERE}, offline`, faults);
  await lever.switches({ offline: false });
  await answers(page, 'Ines Duarte');
  await page.locator('dialog [role="alert"]').waitFor({ state: 'detached' });
  expect(sent.length === 0, WHERE, `something was sent to ${sent}`, faults);

  // With a list, whoever the field shows goes along: named above their mail, and counted on the button.
  await page.locator(ENABLED).waitFor();
  await id(page, 'send-input').press('Enter');
  await id(page, 'send-entry').waitFor();
  await id(page, 'send-input').fill('kwame.kowalski@example.com');
  await page.keyboard.press('Control+Enter');
  await id(page, 'send-note').getByText('is still being looked for').waitFor();
  await id(page, 'send-submit').getByText('Send 2').waitFor();
  const shown = await page.getByRole('group', { name: 'What happens' }).innerText();
  expect(shown.startsWith('Kwame Kowalski'), WHERE, `does not say whose mail is shown: ${shown}`, faults);
  expect(sent.length === 0, WHERE, `something was sent to ${sent} before somebody was found`, faults);
  await shot('send-4-along');
  await axe(page, `${WHERE}, with somebody along`, faults);

  // Pasted: what is no address is said, and a link of another site is called one.
  await paste(
    page,
    'selma., hello\nines.duarte@example.com, kwame.kowalski@example.com\nhttps://evil.example/candidates/1',
  );
  await id(page, 'send-entry').nth(2).waitFor();
  await until(page, 'everybody was looked at', () => !document.querySelector('[data-standing="looking"]'));
  const said = await page.locator('dialog').innerText();
  for (const words of ['Left out', '“selma.”', 'not the page of a candidate in Lever', 'opportunities for this'])
    expect(said.includes(words), WHERE, `does not say “${words}”: ${said}`, faults);
  const order = await id(page, 'send-entry').evaluateAll((all) => all.map((one) => one.dataset.standing));
  expect(order.join() === 'ready,which,refused', WHERE, `the list stands as ${order}`, faults);
  const which = id(page, 'send-entry').nth(1);
  const choice = await which.getByTestId('send-which').last().boundingBox();
  const badge = await which.getByText('Choose one').boundingBox();
  expect(choice.x + choice.width <= badge.x, WHERE, 'a long choice runs under its badge', faults);
  await shot('send-3-which');
  const foot = await page.locator('dialog footer').first().boundingBox();
  expect(foot.height < 60, WHERE, `its foot is ${foot.height} px high`, faults);
  await id(page, 'send-which').first().click();
  await until(page, 'one of the two was chosen', () => !document.querySelector('[data-standing="which"]'));
  await id(page, 'send-mail').click();
  await page.locator('dialog figure').waitFor();

  await axe(page, `${WHERE}, pasted`, faults);
  await page.keyboard.press('Escape');
  await id(page, 'send-drop').waitFor();
  await axe(page, `${WHERE}, asked before it is dropped`, faults);
  await page.keyboard.press('Escape');
  await id(page, 'send-drop').waitFor({ state: 'detached' });
  expect((await id(page, 'send-entry').count()) === 3, WHERE, 'the list was dropped', faults);
  await page.keyboard.press('Escape');
  await id(page, 'send-drop').click();
  await closed(page);
  expect(kwame.id !== other.id && sent.length === 0, WHERE, `something was sent to ${sent}`, faults);
}
