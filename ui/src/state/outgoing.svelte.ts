import type { SendPreview } from '../generated/api';
import { send as words } from '../words/send';
import { Batch } from './batch.svelte';
import { Sending } from './send.svelte';
import type { Sent } from './standing';

/**
 * What Send does with whoever the field shows, and with the list once there is one. Nobody gets anything while the mail
 * of somebody else is shown: with a list, whoever the field shows goes along, and as long as that cannot be, nothing
 * is sent.
 */
export class Outgoing {
  readonly batch = new Batch();
  readonly sending = new Sending(this.batch);

  /** There is a list. */
  get several(): boolean {
    return this.batch.entries.length > 0;
  }

  /** Whom the field shows and Send takes along with the list. */
  get along(): SendPreview | null {
    const { ready, preview } = this.sending;
    return this.several && ready && this.#isNew && preview?.question === null ? preview : null;
  }

  /** How many of a list get something. */
  get count(): number {
    return this.batch.ready.length + (this.along ? 1 : 0);
  }

  /** Why a list cannot be sent yet, in a sentence; null if the field does not stand against it. */
  get blocked(): string | null {
    const { current, text, error, looking, preview } = this.sending;
    const sought = text.trim();
    if (!this.several || (!current && sought === '')) return null;
    if (!current) return error ? words.first.unfound(sought) : words.first.find(sought);
    if (!this.#isNew) return null;
    const who = this.#person?.name ?? preview?.person.name ?? sought;
    if (looking) return words.first.read(who);
    if (!preview) return words.first.unread(who);
    if (preview.refusal !== null) return null;
    if (preview.assessmentId === null) return words.first.choose(who);
    return preview.question === null ? null : words.first.agree(who);
  }

  /** Puts whoever is chosen on the list, as they are previewed; their opportunity, or null if they cannot be. */
  add(): string | null {
    const { sending } = this;
    const person = this.#person;
    if (!person || !sending.current || sending.refused) return null;
    this.batch.add(person, sending, sending.looking ? null : sending.preview);
    sending.startOver();
    return person.opportunityId;
  }

  /** Sends to the list, and to whoever the field shows; null if nothing was sent. */
  async send(): Promise<Sent | null> {
    const { batch, sending, along } = this;
    if (this.blocked !== null || this.count === 0 || batch.progress !== null) return null;
    if (along) {
      batch.add(along.person, sending, along);
      sending.startOver();
    }
    return batch.send();
  }

  get #person() {
    return this.sending.found?.people.find((one) => one.opportunityId === this.sending.chosen);
  }

  /** Somebody is chosen who is not on the list. */
  get #isNew(): boolean {
    const { chosen } = this.sending;
    return chosen !== null && !this.batch.has(chosen);
  }
}
