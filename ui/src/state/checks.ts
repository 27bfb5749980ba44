import type { CheckLink, Status } from '../generated/api';
import type { Remedy } from '../lib/checks';
import { checkWords } from '../words/check';
import { settingsWords } from '../words/settings';
import { checks, status } from './app.svelte';
import { call, errorOf } from './backend';
import { place } from './route.svelte';
import { attempt, toasts } from './toasts.svelte';

/** Looks at one link, or at all of them; each is shown as soon as it is done. */
export function check(link: CheckLink | null = null): Promise<boolean> {
  return attempt(async () => checks.put(await call('run_checks', { link })));
}

/** Does what the button beside a finding says, and looks at the link again if that may have repaired it. */
export async function repair(remedy: Remedy, link: CheckLink): Promise<void> {
  if ('to' in remedy) return place.to(remedy.to);
  if (remedy.does === 'send_test') {
    const to = status.data?.connection.user?.email;
    if (!to) return place.go('settings', 'mail');
    try {
      await call('test_mail', { to });
      toasts.show(checkWords.tested(to));
    } catch (thrown) {
      // What kept the mail from going out is said at the link itself.
      if (errorOf(thrown).code !== 'mail_trouble') toasts.error(thrown);
    }
  }
  if (remedy.does === 'resume') await attempt(() => call('pause', { on: false }));
  if (remedy.does === 'sync') await attempt(() => call('sync_now', {}));
  await check(remedy.does === 'check_all' ? null : link);
}

/** How Fulcrum is, as text that names nobody. */
export async function supportReport(known: Status): Promise<string> {
  const [found, chain] = await Promise.all([call('diagnostics', {}), call('checks', {})]);
  const now = Date.now();
  const first = settingsWords.diagnostics.report(found, known, new Date(now).toISOString());
  return [first, ...checkWords.report(chain, now)].join('\n');
}
