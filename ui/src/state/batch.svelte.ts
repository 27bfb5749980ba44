import type { PersonHit, SendPlaybook, SendPreview } from '../generated/api';
import { isReference, MOST, soughtBy } from '../lib/pasted';
import { send as words } from '../words/send';
import { call, errorOf } from './backend';
import { leaving } from './leaving.svelte';
import { standing, type Choice, type Entry, type Sent, type Standing } from './standing';

const AT_ONCE = 3;
const NO_CHOICE: Choice = { assessmentId: null, playbookId: null };

/** Several people who get a screening with one press. */
export class Batch {
  entries = $state<Entry[]>([]);
  /** Which assessment all of them get; null for each one's default. */
  assessmentId = $state<string | null>(null);
  /** With which playbook all of them get it; null for each one's first that fits. */
  playbookId = $state<string | null>(null);
  /** How many were sent of how many; null if nothing is being sent. */
  progress = $state.raw<{ done: number; all: number } | null>(null);
  #queue: Entry[] = [];
  #working = 0;

  get ready(): Entry[] {
    return this.entries.filter((entry) => standing(entry) === 'ready');
  }

  /** Those who get it, then those who need a word, then those who cannot, once everybody has been looked at. */
  get inOrder(): Entry[] {
    if (this.count('looking') > 0) return this.entries;
    // A yes must not make its row jump away.
    const before = (entry: Entry) =>
      standing(entry) === 'refused' ? 2 : standing(entry) === 'which' || entry.preview?.question ? 1 : 0;
    return [...this.entries].sort((a, b) => before(a) - before(b));
  }

  /** The playbooks to choose from, as they were seen last. */
  get playbooks(): readonly SendPlaybook[] {
    return this.entries.find((entry) => entry.preview !== null)?.preview?.playbooks ?? [];
  }

  /** What everybody who is ready gets, in a sentence; it can be undone for so many seconds. */
  whatHappens(holdSeconds: number): string {
    const previews = this.ready.flatMap((entry) => entry.preview ?? []);
    const tags = [...new Set(previews.flatMap((preview) => preview.tags))];
    const mails = previews.every((preview) => preview.mailWillBeSent);
    return words.eachGets(mails, tags, holdSeconds);
  }

  count(what: Standing): number {
    return this.entries.filter((entry) => standing(entry) === what).length;
  }

  /** Puts somebody on the list, with what was chosen for them; what was previewed already is not read once more. */
  add(
    person: Pick<PersonHit, 'opportunityId' | 'name'>,
    own: Choice = NO_CHOICE,
    preview: SendPreview | null = null,
  ): void {
    if (this.has(person.opportunityId)) return;
    const entry = this.#put(person.opportunityId, person.name);
    entry.own = { assessmentId: own.assessmentId, playbookId: own.playbookId };
    if (preview === null) return this.#look(entry);
    entry.preview = preview;
    entry.looking = false;
  }

  /** Puts several on the list, each once; false if there were too many. */
  addAll(people: readonly Pick<PersonHit, 'opportunityId' | 'name'>[]): boolean {
    const others = new Map(people.map((person) => [person.opportunityId, person]));
    const room = Math.max(0, MOST - this.entries.length);
    for (const person of [...others.values()].slice(0, room)) this.add(person);
    return others.size <= room;
  }

  /** Looks for every address, link or name and puts whom it finds on the list; false if there were too many. */
  async addAddresses(addresses: readonly string[]): Promise<boolean> {
    const room = Math.max(0, MOST - this.entries.length);
    await Promise.all(addresses.slice(0, room).map((address) => this.#find(this.#put(address, address))));
    return addresses.length <= room;
  }

  /** Looks once more at those for whom Lever could not be reached. */
  again(): void {
    for (const entry of this.entries) {
      if (!entry.offline || entry.looking) continue;
      if (entry.label === entry.key) void this.#find(entry);
      else this.#look(entry);
    }
  }

  /** One of those who have the address is meant. */
  pick(key: string, person: PersonHit): void {
    const entry = this.entries.find((one) => one.key === key);
    if (!entry) return;
    if (this.has(person.opportunityId)) return this.remove(key);
    this.#is(entry, person);
  }

  remove(key: string): void {
    this.entries = this.entries.filter((entry) => entry.key !== key);
  }

  /** Those about whom something is still to be decided: they get nothing, and would if it were. */
  get undecided(): Entry[] {
    return this.entries.filter((entry) => ['which', 'asks', 'looking'].includes(standing(entry)));
  }

  /** Whether this opportunity, or this address, is on the list. */
  has(key: string | null): boolean {
    return this.entries.some((entry) => entry.key === key);
  }

  /** Lets all of them get the same, or each their default. */
  choose(assessmentId: string | null): void {
    this.assessmentId = assessmentId;
    this.#anew();
  }

  /** Sends to all of them with the same playbook, or to each with their own. */
  choosePlaybook(playbookId: string | null): void {
    this.playbookId = playbookId;
    this.#anew();
  }

  #anew(): void {
    for (const entry of this.entries) {
      entry.own = NO_CHOICE;
      if (entry.preview) this.#look(entry);
    }
  }

  /** Sends to everybody who is ready, one after the other. Those for whom it did not work stay on the list. */
  async send(): Promise<Sent> {
    const ready = this.ready;
    const sent: Sent = { to: [], holdUntil: null, failed: 0 };
    const left = leaving.stay();
    for (const [done, entry] of ready.entries()) {
      this.progress = { done, all: ready.length };
      const { preview } = entry;
      if (!preview?.assessmentId) continue;
      try {
        const answer = await call('send_now', {
          opportunityId: preview.person.opportunityId,
          assessmentId: preview.assessmentId,
          playbookId: preview.playbookId,
          anyway: entry.anyway,
          // None of them leaves before the last one can be undone.
          with: sent.to.map(({ screeningId }) => screeningId),
        });
        const { opportunityId, name } = preview.person;
        sent.to.push({ screeningId: answer.screeningId, opportunityId, name });
        sent.holdUntil = answer.holdUntil ?? sent.holdUntil;
        this.remove(entry.key);
      } catch (thrown) {
        this.#failed(entry, thrown);
        sent.failed += 1;
      }
    }
    this.progress = null;
    left();
    return sent;
  }

  /** Looks for whom an address or a link leads to. */
  async #find(entry: Entry): Promise<void> {
    const address = entry.key;
    const sought = soughtBy(address);
    entry.looking = true;
    entry.problem = null;
    entry.offline = false;
    try {
      const { people: all } = sought === 'elsewhere' ? { people: [] } : await call('find_people', { text: address });
      const named = all.filter(({ name }) => name.toLocaleLowerCase() === address.toLocaleLowerCase());
      // Whoever is called exactly so is meant, not those whose name only begins so.
      const people = named.length > 0 ? named : all;
      const [person, ...others] = people;
      const sure = named.length > 0 || sought !== 'name' || isReference(address);
      if (!person) entry.problem = words.unknown[sought];
      else if (others.length > 0 || !sure) entry.choices = people;
      else if (this.has(person.opportunityId)) this.remove(address);
      else return this.#is(entry, person);
    } catch (thrown) {
      this.#failed(entry, thrown);
    }
    entry.looking = false;
  }

  #is(entry: Entry, person: PersonHit): void {
    entry.key = person.opportunityId;
    entry.label = person.name;
    entry.choices = [];
    this.#look(entry);
  }

  #failed(entry: Entry, thrown: unknown): void {
    const error = errorOf(thrown);
    entry.problem = error.message;
    entry.offline = error.code === 'offline';
  }

  #put(key: string, label: string): Entry {
    this.entries.push({
      key,
      label,
      preview: null,
      choices: [],
      problem: null,
      offline: false,
      looking: true,
      anyway: false,
      own: NO_CHOICE,
    });
    // The list's own one, which is watched.
    return this.entries[this.entries.length - 1]!;
  }

  #look(entry: Entry): void {
    entry.looking = true;
    this.#queue.push(entry);
    if (this.#working < AT_ONCE) void this.#work();
  }

  #choiceOf({ own }: Entry): Choice {
    const { assessmentId, playbookId } = own;
    return { assessmentId: assessmentId ?? this.assessmentId, playbookId: playbookId ?? this.playbookId };
  }

  async #work(): Promise<void> {
    this.#working += 1;
    for (let entry = this.#queue.shift(); entry; entry = this.#queue.shift()) {
      const { assessmentId, playbookId } = this.#choiceOf(entry);
      try {
        const preview = await call('preview_send', { opportunityId: entry.key, assessmentId, playbookId });
        // Another choice was made meanwhile: it is on the queue again.
        const now = this.#choiceOf(entry);
        if (assessmentId !== now.assessmentId || playbookId !== now.playbookId) continue;
        entry.preview = preview;
        entry.problem = null;
        entry.offline = false;
        entry.anyway = false;
      } catch (thrown) {
        this.#failed(entry, thrown);
      }
      entry.looking = false;
    }
    this.#working -= 1;
  }
}
