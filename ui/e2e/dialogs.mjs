// What stands only for a moment, for the pictures: lists of several, dialogs, and what needs attention.
import { eventually, until } from './checks.mjs';
import { goTo } from './going.mjs';
import { Lever, ask } from './people.mjs';

const id = (page, name) => page.getByTestId(name);
const opened = (page) => page.locator('dialog[open]').first().waitFor();
/** So many at once wait for a yes. */
const CROWD = 24;

async function escape(page) {
  await page.keyboard.press('Escape');
  await until(page, 'the dialog is closed', () => !document.querySelector('dialog[open]'));
}

/** Pastes as the clipboard would. */
export const paste = (page, text) =>
  id(page, 'send-input').evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

/** Send: with a question, and several of whom not all can be sent to. */
async function send(page, lever, shot) {
  await lever.add({ name: 'Ida Holm', email: 'ida.holm@example.com' });
  for (const posting of ['Backend Engineer', 'Product Designer'])
    await lever.add({ name: 'Emeka Obi', email: 'emeka.obi@example.com', posting: await lever.posting(posting) });
  await goTo(page, 'inbox', '#/inbox');
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('c');
  await id(page, 'send-input').fill('aiko.tanaka@example.com');
  await id(page, 'send-question').waitFor();
  await shot('send-question');
  await id(page, 'send-input').fill('');
  await paste(page, 'ida.holm@example.com, emeka.obi@example.com\nnobody@example.net');
  await id(page, 'send-entry').nth(2).waitFor();
  await until(page, 'everybody was looked at', () => !document.querySelector('[data-standing="looking"]'));
  await shot('send-several');
  await page.keyboard.press('Escape');
  await id(page, 'send-drop').waitFor();
  await shot('send-drop');
  await id(page, 'send-drop').click();
}

/** Ticked rows, and what is asked before a link stops working. */
async function candidates(page, shot) {
  await goTo(page, 'candidates', '#/candidates?filter=invited');
  await id(page, 'bulk').waitFor({ state: 'detached' });
  await page.locator('[data-testid^="candidate-row-"]').nth(2).waitFor();
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('Home');
  for (const key of ['x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
  await id(page, 'bulk').waitFor();
  await shot('candidates-ticked');
  await id(page, 'bulk-cancel').click();
  await opened(page);
  await shot('candidates-call-off');
  await escape(page);
  await id(page, 'bulk-clear').click();
  const { rows } = await ask(page, 'candidates', { search: '', filter: 'invited', after: null, limit: 1 });
  await goTo(page, 'candidate', `#/candidates/${rows[0].id}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await shot('candidate-menu');
  await page.getByRole('menuitem', { name: 'Call off…' }).click();
  await opened(page);
  await shot('candidate-call-off');
  await escape(page);
}

/** A new playbook: from a preset, from a file, and the list that two of them make. */
async function playbooks(page, shot) {
  await goTo(page, 'playbooks', '#/playbooks');
  await id(page, 'add-playbook').click();
  await page.locator('[data-testid^="preset-"]').first().waitFor();
  await shot('playbook-add');
  await id(page, 'preset-file').click();
  await id(page, 'playbook-file-text').waitFor();
  await shot('playbook-file');
  await escape(page);
  await goTo(page, 'inbox', '#/inbox');
  await goTo(page, 'playbooks', '#/playbooks');
  await id(page, 'add-playbook').click();
  await page.locator('button[data-testid^="preset-"]:not([data-testid="preset-file"])').first().click();
  await eventually('there are two playbooks', async () => (await ask(page, 'playbooks')).length === 2);
  await goTo(page, 'inbox', '#/inbox');
  await goTo(page, 'playbooks', '#/playbooks');
  await id(page, 'add-playbook').waitFor();
  await shot('playbooks-list');
}

/** A copy of an assessment, which is not kept. */
async function editor(page, shot) {
  await goTo(page, 'assessments', '#/assessments/customer-empathy');
  await id(page, 'assessment-new').click();
  await opened(page);
  await shot('assessment-new');
  await id(page, 'new-from-customer-empathy').click();
  await id(page, 'assessment-name').waitFor();
  await shot('assessment-editor');
  await page.keyboard.press('Escape');
}

/** Somebody of whom Lever takes no tag: the page says so. */
export async function refused(page, lever, shot) {
  const email = 'nils.berg@example.com';
  const nils = await lever.add({ name: 'Nils Berg', email });
  await lever.fault({
    method: 'POST',
    pathPrefix: `/v1/opportunities/${nils.id}/addTags`,
    count: 9,
    kind: 'status',
    status: 400,
  });
  const assessmentId = (await ask(page, 'assessments'))[0].id;
  const { screeningId } = await ask(page, 'send_now', { opportunityId: nils.id, assessmentId, anyway: false });
  await ask(page, 'release', { screeningId });
  await eventually(
    'the write is refused',
    async () => (await ask(page, 'candidate', { screeningId })).attention.length > 0,
  );
  await goTo(page, 'candidate', `#/candidates/${screeningId}`);
  await page.locator('[data-testid="writes"] [data-state="stuck"]').waitFor();
  await shot('candidate-attention');
}

/** Too many who come at once. */
async function arrivals(page, lever, shot) {
  const [posting, trigger] = [await lever.posting('Backend Engineer'), await lever.stage('Phone screen')];
  const crowd = [];
  for (let n = 1; n <= CROWD; n += 1)
    crowd.push(await lever.add({ name: `Crowd ${n}`, email: `crowd.${n}@example.com`, posting, applied: true }));
  await Promise.all(crowd.map((one) => lever.move(one.id, trigger)));
  await eventually('they wait for a yes', async () => (await ask(page, 'inbox')).waiting.length > 0);
  await goTo(page, 'inbox', '#/inbox');
  await id(page, 'waiting-invite').waitFor();
  await shot('inbox-waiting');
}

/** What one sees only for a moment, once the main job was done. */
export async function dialogs(page, origin, shot) {
  const lever = new Lever(origin);
  await send(page, lever, shot);
  await candidates(page, shot);
  await editor(page, shot);
  await refused(page, lever, shot);
  await playbooks(page, shot);
  await arrivals(page, lever, shot);
}

/** Moves that wait for a yes: all of them, and one that is left. */
export async function moveDialogs(page, shot) {
  await goTo(page, 'inbox', '#/inbox');
  await id(page, 'move-all').click();
  await page.locator('[data-testid="moves-confirm"]:not(:disabled)').waitFor();
  await shot('inbox-move-all');
  await escape(page);
  await id(page, 'leave').first().click();
  await opened(page);
  await shot('inbox-leave');
  await escape(page);
}
