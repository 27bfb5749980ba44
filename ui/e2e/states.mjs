// Every state of sign-in, drawn: the backend's own status with another connection in it. That each of them is
// reached, and left again, is held by the tests of crates/app.
import { axe, expect, until } from './checks.mjs';
import { goTo } from './going.mjs';
import { inSight, says } from './journeys.mjs';

const known = (state, more = {}) => ({ connection: { state, ...more }, setup: { connected: true } });
const unknown = (state, more = {}) => ({
  connection: { state, accountName: null, user: null, isSample: false, environment: null, ...more },
  setup: { connected: false },
});
const LOCKED = 'The keychain does not give the key to Lever. Everything waits and goes on by itself.';

const AGAIN = {
  sync: { state: 'troubled', problem: 'Lever wants a new sign-in. Everything waits until then.' },
};
const WAITS = { sync: { state: 'troubled', problem: LOCKED } };
const ELSEWHERE = { isSample: false, environment: 'production' };
const SUPER_ADMIN = 'Only a Super Admin of your company’s Lever account can allow Fulcrum to connect.';
const FOREIGN = 'A page of an earlier sign-in came back and was ignored. Go on in the page that was opened last.';
/** On each of these views, words that it must say. */
const VIEWS = { inbox: '#/inbox', connect: '#/connect', account: '#/settings/account' };
const everywhere = (words, more = {}) => ({ inbox: words, connect: words, account: words, ...more });
const again = (title) => everywhere(title, { account: `${title}. Whatever waits is kept.` });

/** What the status says, and what every view must then say. */
const STATES = {
  'sign-in-again': {
    ...known('sign_in_again', { cause: 'refused' }),
    ...AGAIN,
    words: again('Lever no longer accepts the earlier sign-in'),
  },
  damaged: {
    ...known('sign_in_again', { cause: 'damaged', ...ELSEWHERE }),
    ...AGAIN,
    words: again('What the keychain holds for Lever is damaged'),
  },
  absent: {
    ...known('sign_in_again', { cause: 'absent', ...ELSEWHERE }),
    ...AGAIN,
    words: again('The keychain no longer holds Lever’s keys'),
  },
  'one-run-over': {
    ...known('sign_in_again', { cause: 'one_run', ...ELSEWHERE }),
    ...AGAIN,
    words: again('Lever’s keys were kept until you quit'),
  },
  'over-to-memory': {
    ...known('sign_in_again', { cause: 'one_run', thisRunOnly: true, ...ELSEWHERE }),
    ...AGAIN,
    words: again('Memory does not hold Lever’s keys yet'),
  },
  'key-again': {
    ...known('sign_in_again', { cause: 'refused', byKey: true, ...ELSEWHERE }),
    ...AGAIN,
    words: again('Lever no longer accepts the API key'),
  },
  'keychain-locked': {
    ...known('keychain_locked'),
    ...WAITS,
    words: everywhere('goes on by itself', { account: 'Unlock it, and Fulcrum goes on by itself.' }),
  },
  'keychain-gone': {
    ...known('keychain_missing'),
    ...WAITS,
    words: again('The keychain does not answer'),
  },
  'keychain-failing': {
    ...known('keychain_failing'),
    ...WAITS,
    words: { ...again('The keychain does not do as asked'), inbox: 'is open, but does not do as asked' },
  },
  'this-run': {
    ...known('signed_in', { thisRunOnly: true, isSample: false }),
    words: everywhere('until you quit', { account: 'Connected to Lever until you quit Fulcrum' }),
  },
  'sign-in-failed': {
    ...known('signed_in', { isSample: false, problem: SUPER_ADMIN }),
    words: everywhere('The new sign-in did not work', { connect: SUPER_ADMIN }),
  },
  // What is connected works on meanwhile.
  waiting: {
    ...known('waiting_for_browser', { environment: 'production', isSample: false, problem: FOREIGN }),
    words: everywhere('Waiting for you to sign in', { connect: FOREIGN }),
  },
  'signed-out': {
    ...unknown('signed_out'),
    words: everywhere('Not connected to Lever', { connect: 'Lever asks for this redirect URI' }),
  },
  'locked-before': {
    ...unknown('keychain_locked'),
    words: everywhere('nobody can sign in', { connect: 'Or Fulcrum keeps Lever’s keys in memory' }),
  },
  'failing-before': {
    ...unknown('keychain_failing'),
    words: everywhere('is open, but does not do as asked', { connect: 'It is open, and keeps nothing' }),
  },
  'no-keychain': { ...unknown('keychain_missing'), words: everywhere('This computer has no keychain') },
};

/** The same before set-up is finished; `back` says what leads on from there. */
const SETUP = {
  'no-keychain': { ...unknown('keychain_missing'), words: 'This computer has no keychain', back: true },
  locked: { ...unknown('keychain_locked'), words: 'Unlock it, then connect again', back: true },
  failing: { ...unknown('keychain_failing'), words: 'It is open, and keeps nothing', back: true },
  'sign-in-again': {
    ...known('sign_in_again', { cause: 'refused' }),
    words: 'Lever no longer accepts the earlier sign-in',
    back: true,
  },
  failed: { ...unknown('signed_out', { problem: SUPER_ADMIN }), words: SUPER_ADMIN },
  'failed-anew': { ...known('signed_in', { problem: SUPER_ADMIN }), words: 'The new sign-in did not work' },
  waiting: {
    ...unknown('waiting_for_browser', { environment: 'production', problem: FOREIGN }),
    words: FOREIGN,
  },
  'waiting-sample': {
    ...unknown('waiting_for_browser', { environment: 'sample' }),
    words: 'The page shows an error',
  },
};

/** The backend's own status from now on, with these parts in it. */
async function pretend(page, change) {
  await page.route('**/rpc/status', async (route) => {
    const response = await route.fetch();
    const status = await response.json();
    for (const [part, fields] of Object.entries(change)) Object.assign(status[part], fields);
    await route.fulfill({ response, json: status });
  });
  await page.reload();
}

/** Draws each state on the Inbox, on the connect page and in Settings; then in onboarding. */
export async function signInStates(page, theme, shot, faults) {
  for (const [name, { words, ...change }] of Object.entries(STATES)) {
    await pretend(page, change);
    for (const [view, hash] of Object.entries(VIEWS)) {
      const where = `${name} ${view} (${theme})`;
      await goTo(page, where, hash);
      await shot(`state-${name}-${view}-${theme}`);
      await axe(page, where, faults);
      await says(page, where, words[view], faults);
    }
    await page.unrouteAll({ behavior: 'wait' });
  }
  await setupStates(page, theme, shot, faults);
  await page.evaluate(() => localStorage.removeItem('onboarding'));
  await page.reload();
  await connectionTest(page, theme, shot, faults);
}

/** Draws each state as somebody sees it who is still setting up. */
async function setupStates(page, theme, shot, faults) {
  for (const [name, { words, back, ...change }] of Object.entries(SETUP)) {
    const where = `setting up, ${name} (${theme})`;
    await page.evaluate(() => localStorage.removeItem('onboarding'));
    await pretend(page, { ...change, setup: { ...change.setup, finished: false } });
    await until(page, `${where} is drawn`, (said) => document.querySelector('main')?.innerText.includes(said), words);
    await shot(`setup-${name}-${theme}`);
    await axe(page, where, faults);
    if (back) {
      await page.getByRole('button', { name: 'Back', exact: true }).click();
      await page.getByTestId('explore-sample').waitFor();
      await page.getByTestId('connect-lever').click();
      await until(
        page,
        `${where}, back and forth, is drawn`,
        (said) => document.querySelector('main')?.innerText.includes(said),
        words,
      );
    }
    await page.unrouteAll({ behavior: 'wait' });
  }
  await setupErrors(page, theme, shot, faults);
}

/** Errors of connecting while setting up: seen, said once, and with a step that leads somewhere. */
async function setupErrors(page, theme, shot, faults) {
  const answer = (command, error) =>
    page.route(`**/rpc/${command}`, (route) => route.fulfill({ status: 400, json: { details: null, ...error } }));
  await page.evaluate(() => localStorage.removeItem('onboarding'));
  const out = unknown('signed_out');
  await pretend(page, { ...out, setup: { ...out.setup, finished: false } });
  await page.getByTestId('connect-lever').click();
  await page.getByTestId('env-production').click();
  const alert = page.locator('main [role="alert"]');
  const size = page.viewportSize();
  const seen = async (name) => {
    await alert.waitFor();
    await axe(page, `setting up, ${name} (${theme})`, faults);
    for (const [width, height] of [
      [900, 600],
      [1280, 800],
    ]) {
      await page.setViewportSize({ width, height });
      await page.getByTestId('connect-submit').click();
      await until(page, 'it was tried again', () => !document.querySelector('form [aria-busy="true"]'));
      await alert.waitFor();
      await inSight(page, `setting up, ${name} (${theme}, ${width}x${height})`, faults);
      await shot(`setup-${name}-${theme}-${width}`);
    }
  };

  await answer('connect_oauth', {
    code: 'port_taken',
    message: 'Another program uses port 23917, which the sign-in needs. Nothing was changed.',
  });
  await page.getByTestId('client-id').fill('id');
  await page.getByTestId('client-secret').fill('secret');
  await page.getByTestId('connect-submit').click();
  await seen('port-taken');
  await alert.getByRole('button', { name: 'Choose another port' }).click();
  await until(page, 'the port has the focus', () => document.activeElement?.dataset.testid === 'connect-port');

  await answer('connect_api_key', { code: 'offline', message: 'Lever cannot be reached.' });
  await page.getByText('Use an API key').click();
  await page.getByTestId('api-key').fill('key');
  await page.getByTestId('connect-submit').click();
  await seen('offline');
  const words = await alert.innerText();
  const where = `setting up, offline (${theme})`;
  expect(words.split('cannot be reached').length === 2, where, `says it twice: ${words}`, faults);
  expect(!words.includes('by itself'), where, 'promises to go on by itself', faults);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await page.setViewportSize(size);
  await page.unrouteAll({ behavior: 'wait' });
}

/** The real test at the sample company, from the keyboard; then one that finds something missing. */
async function connectionTest(page, theme, shot, faults) {
  const test = page.getByTestId('test-connection');
  const result = page.getByTestId('connection-result');
  await goTo(page, 'settings', '#/settings/account');
  await test.focus();
  await page.keyboard.press('Enter');
  await result.waitFor();
  expect((await result.innerText()).includes('The connection works'), 'connection test', 'finds a fault', faults);
  await shot(`connection-test-${theme}`);
  await axe(page, `connection test (${theme})`, faults);

  await page.route('**/rpc/test_connection', async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    const lacking = answer.permissions.filter((one) => /^(contact|notes)/.test(one.scope));
    for (const one of lacking)
      Object.assign(one, { outcome: 'missing', note: 'Lever did not grant it at the sign-in.' });
    answer.advice = 'Sign in again, and let a Super Admin allow everything.';
    await route.fulfill({ response, json: answer });
  });
  await page.keyboard.press('Enter');
  await until(page, 'what is missing is said', () =>
    document.querySelector('[data-testid="connection-result"]')?.textContent?.includes('2 permissions missing'),
  );
  const first = await page.getByTestId('permission').first().getAttribute('data-outcome');
  expect(first === 'missing', 'connection test', 'what is missing does not come first', faults);
  await shot(`connection-test-missing-${theme}`);
  await axe(page, `connection test, missing (${theme})`, faults);
  await goTo(page, 'connect', '#/connect');
  await page.getByTestId('missing-permissions').waitFor();
  await shot(`connected-missing-${theme}`);
  await axe(page, `connected, missing (${theme})`, faults);
  await goTo(page, 'connect anew', '#/connect?anew=yes');
  await page.getByTestId('connect-submit').waitFor();
  await shot(`connect-anew-${theme}`);
  await page.unrouteAll({ behavior: 'wait' });
}
