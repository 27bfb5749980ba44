// Settings: found by words, from the keyboard; diagnostics copied; the wipe asks for its word.
import { axe, copied, expect, until } from './checks.mjs';

const id = (page, name) => page.getByTestId(name);

/** Everything that one does there. */
export async function settings(page, size, shot, faults) {
  const where = `settings (${size})`;
  await page.evaluate(() => (location.hash = '#/settings'));
  await id(page, 'settings-search').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('dark');
  await until(page, 'only the appearance is shown', () => {
    const shown = [...document.querySelectorAll('main section[id^="section-"]')].map((section) => section.id);
    return shown.join() === 'section-appearance';
  });
  expect((await id(page, 'text-size').count()) === 0, where, 'a setting that was not meant is shown', faults);
  await shot(`settings-found-${size}`);
  await page.keyboard.press('Escape');

  await page.evaluate(() => (location.hash = '#/settings/diagnostics'));
  const text = await copied(page, () => id(page, 'copy-diagnostics').click());
  await until(page, 'it says that it was copied', () => document.body.textContent.includes('Copied.'));
  expect(text.includes('Database: version'), where, `copied “${text}”`, faults);
  expect(!/@|Mara|Northwind|\/profile/.test(text), where, 'the diagnostics name somebody', faults);

  await page.evaluate(() => (location.hash = '#/settings/mail'));
  await id(page, 'mail-auth').selectOption('xoauth2');
  await id(page, 'mail-provider').selectOption('microsoft');
  expect((await id(page, 'mail-host').inputValue()) === 'smtp.office365.com', where, 'not the usual server', faults);
  await shot(`settings-mail-account-${size}`);
  await axe(page, `${where}, mail account`, faults);

  await id(page, 'wipe').click();
  await id(page, 'wipe-confirm').waitFor();
  expect(await id(page, 'wipe-confirm').isDisabled(), where, 'everything can be deleted without the word', faults);
  await id(page, 'wipe-word').fill('delete');
  expect(await id(page, 'wipe-confirm').isEnabled(), where, 'the word does not help', faults);
  await shot(`settings-wipe-${size}`);
  await axe(page, `${where}, wipe`, faults);
  await page.keyboard.press('Escape');
}
