import { expect, it } from 'vitest';
import { playbookWords } from './playbook';
import { send } from './send';

it('one who could be invited is not spoken of as all', () => {
  expect(playbookWords.preview.tickAll(1)).toBe('Tick the one who could be invited');
  expect(playbookWords.preview.tickAll(3)).toBe('Tick all 3 who could be invited');
});

it('when a trigger was switched on is said with any age', () => {
  const said = (since: string) => playbookWords.trigger.watching(['Phone screen'], since);
  expect(said('22 minutes ago')).toContain('Watching Phone screen; that began 22 minutes ago.');
  expect(said('on 3 March')).toContain('Watching Phone screen; that began on 3 March.');
});

it('offline, nothing is promised to be sent by itself', () => {
  expect(send.offline).toContain('nothing leaves until you send it');
});
