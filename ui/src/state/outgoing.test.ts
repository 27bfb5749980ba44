import { beforeEach, describe, expect, it } from 'vitest';
import type { SendPreview } from '../generated/api';
import { answering } from '../testing/answering';
import { Outgoing } from './outgoing.svelte';
import { standing } from './standing';

const flush = () => new Promise((resolve) => setTimeout(resolve));
interface Request {
  text: string;
  opportunityId: string;
  assessmentId: string | null;
  playbookId: string | null;
}
/** What was sent to whom: `noor basics`. */
const sent: string[] = [];
let looks = 0;
/** While somebody is looked at or looked for, nothing answers. */
let slow: Promise<void> | null = null;

const preview = ({ opportunityId, assessmentId, playbookId }: Request) =>
  ({
    person: { opportunityId, name: `Name ${opportunityId}` },
    assessmentId: opportunityId === 'open' ? null : (assessmentId ?? 'basics'),
    playbookId: playbookId ?? 'screening',
    playbooks: [],
    refusal: opportunityId === 'archived' ? 'Archived in Lever.' : null,
    question: opportunityId === 'again' ? 'Was screened before.' : null,
    tags: [],
    checks: [],
  }) as unknown as SendPreview;

beforeEach(() => {
  sent.length = 0;
  looks = 0;
  slow = null;
  answering({
    find_people: async (request) => {
      await slow;
      const { text } = request as Request;
      return { people: text === 'nobody' ? [] : [{ opportunityId: text, name: `Name ${text}` }], note: null };
    },
    preview_send: async (request) => {
      looks += 1;
      await slow;
      return preview(request as Request);
    },
    send_now: (request) => {
      const { opportunityId, assessmentId } = request as Request;
      sent.push(`${opportunityId} ${assessmentId}`);
      return { screeningId: `s-${opportunityId}`, holdUntil: null };
    },
  });
});

/** Types, and lets it be found and looked at. */
async function typed({ sending }: Outgoing, text: string) {
  sending.text = text;
  await sending.find(text);
  await flush();
}

/** A list with Noor on it. */
async function listed(): Promise<Outgoing> {
  const outgoing = new Outgoing();
  await typed(outgoing, 'noor');
  expect(outgoing.add()).toBe('noor');
  return outgoing;
}

describe('with a list, whoever the field shows', () => {
  it('is sent to together with it, and counted', async () => {
    const outgoing = await listed();
    expect([outgoing.count, outgoing.along]).toEqual([1, null]);
    await typed(outgoing, 'malik');
    expect([outgoing.count, outgoing.along?.person.name, outgoing.blocked]).toEqual([2, 'Name malik', null]);
    expect((await outgoing.send())?.to.map(({ name }) => name)).toEqual(['Name noor', 'Name malik']);
    expect(sent).toEqual(['noor basics', 'malik basics']);
    expect([outgoing.sending.text, outgoing.several]).toEqual(['', false]);
  });

  it('stands in its way until they are found and looked at', async () => {
    const outgoing = await listed();
    outgoing.sending.text = 'malik';
    expect(outgoing.blocked).toContain('“malik” is still being looked for');
    expect(await outgoing.send()).toBeNull();
    let answer = () => {};
    slow = new Promise((resolve) => (answer = resolve));
    const found = outgoing.sending.find('malik');
    expect(await outgoing.send(), 'while it is looked for').toBeNull();
    answer();
    await found;
    await flush();
    slow = new Promise((resolve) => (answer = resolve));
    const chosen = outgoing.sending.chooseAssessment('sales');
    expect(outgoing.blocked).toBe('What Name malik would get is still being read from Lever.');
    expect(await outgoing.send(), 'while they are looked at').toBeNull();
    expect(sent).toEqual([]);
    answer();
    await chosen;
    await outgoing.send();
    expect(sent).toEqual(['noor basics', 'malik sales']);
  });

  it.each([
    ['again', 'Name again needs your yes.'],
    ['open', 'Choose an assessment for Name open first'],
  ])('stands in its way if something is to be decided about them: %s', async (who, why) => {
    const outgoing = await listed();
    await typed(outgoing, who);
    expect(outgoing.blocked).toContain(why);
    expect([outgoing.count, outgoing.along]).toEqual([1, null]);
    expect(await outgoing.send()).toBeNull();
    expect(sent).toEqual([]);
  });

  it.each(['archived', 'nobody', 'noor'])('does not if there is nothing to send to them: %s', async (who) => {
    const outgoing = await listed();
    await typed(outgoing, who);
    expect([outgoing.blocked, outgoing.along, outgoing.count]).toEqual([null, null, 1]);
    await outgoing.send();
    expect(sent).toEqual(['noor basics']);
  });

  it('does not once the field is empty', async () => {
    const outgoing = await listed();
    await typed(outgoing, 'again');
    outgoing.sending.text = '';
    expect([outgoing.blocked, outgoing.count]).toEqual([null, 1]);
  });

  it('gets what all on the list get, unless something else is chosen', async () => {
    const outgoing = await listed();
    outgoing.batch.choose('sales');
    await flush();
    await typed(outgoing, 'malik');
    expect(outgoing.along?.assessmentId).toBe('sales');
    await outgoing.send();
    expect(sent).toEqual(['noor sales', 'malik sales']);
  });
});

describe('whoever is put on the list', () => {
  it('stands there as they were previewed, and is not read once more', async () => {
    const outgoing = new Outgoing();
    await typed(outgoing, 'malik');
    await outgoing.sending.chooseAssessment('sales');
    const before = looks;
    outgoing.add();
    await flush();
    expect(outgoing.batch.entries.map((entry) => [standing(entry), entry.preview?.assessmentId])).toEqual([
      ['ready', 'sales'],
    ]);
    expect(looks).toBe(before);
    outgoing.batch.choose('basics');
    await flush();
    expect(outgoing.batch.entries[0]?.preview?.assessmentId, 'until all get the same').toBe('basics');
  });

  it('before they are looked at gets what was chosen, too', async () => {
    const outgoing = new Outgoing();
    await typed(outgoing, 'malik');
    void outgoing.sending.chooseAssessment('sales');
    outgoing.add();
    await flush();
    expect(outgoing.batch.entries.map((entry) => entry.preview?.assessmentId)).toEqual(['sales']);
  });

  it('cannot be somebody to whom nothing can be sent', async () => {
    const outgoing = new Outgoing();
    await typed(outgoing, 'archived');
    expect(outgoing.add()).toBeNull();
    expect(outgoing.batch.entries).toEqual([]);
  });
});
