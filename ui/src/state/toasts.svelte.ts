import type { AppError, SyncState } from '../generated/api';
import { explained, wordsFor, type NextStep, type Severity } from '../lib/errors';
import { announced } from './announced.svelte';
import { errorOf } from './backend';

/** A short message at the foot of the window. */
export interface Toast {
  id: number;
  /** When it was shown, in milliseconds since 1970. */
  at: number;
  severity: Severity | 'good';
  text: string;
  detail: string | null;
  /** A button, for example Undo. */
  button: { label: string; run: () => void } | null;
  /** A next step of the error table. */
  next: NextStep | null;
  /** The screening it is about: the next word about the same one replaces it. */
  about: string | null;
  /** A countdown shown behind the text: an invitation's unless `ticking` says otherwise. */
  until: number | null;
  /** The words of the countdown. */
  ticking: ((until: number, now: number, sync: SyncState | undefined) => string | null) | null;
}

/** A place for a message. One that has gone keeps its place as long as another stands above it: nothing moves. */
export interface Slot {
  id: number;
  /** What stands there; what stood there, if it has gone. */
  toast: Toast;
  gone: boolean;
}

/** Milliseconds for which a message is there. */
export const SHOWN = 6_000;
const SHOWN_ERROR = 12_000;
/** Milliseconds in which what leads on to another page can still say so there. */
const LEADS_ON = 1_000;
/** Messages at once. */
const MOST = 3;
/** Places above each other; beyond that, one that is free is taken again. */
const HIGHEST = 4;

class Toasts {
  /** From the lowest up. */
  slots = $state.raw<Slot[]>([]);
  /** The one that is pointed at. */
  held = $state<number | null>(null);
  #last = 0;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** The messages, the oldest first. */
  get items(): Toast[] {
    return this.slots.flatMap(({ toast, gone }) => (gone ? [] : [toast])).sort((a, b) => a.id - b.id);
  }

  /** Takes all away, places and all. */
  clear(): void {
    for (const item of this.items) this.dismiss(item.id);
  }

  /** Shows a message; returns its id. */
  show(text: string, options: Partial<Omit<Toast, 'id' | 'at' | 'text'>> = {}): number {
    this.#last += 1;
    const toast: Toast = {
      id: this.#last,
      at: Date.now(),
      severity: 'good',
      text,
      detail: null,
      button: null,
      next: null,
      about: null,
      until: null,
      ticking: null,
      ...options,
    };
    if (toast.about !== null) this.forget(toast.about);
    // The same news once more takes the place of what is said already; each Undo is one of its own.
    const said = (item: Toast) => item.text === text && item.detail === toast.detail && item.button === null;
    for (const item of this.items) if (toast.button === null && said(item)) this.dismiss(item.id);
    for (const item of this.items.slice(0, 1 - MOST)) this.dismiss(item.id);
    const slot = { id: toast.id, toast, gone: false };
    const free = this.slots.length >= HIGHEST ? this.slots.findIndex(({ gone }) => gone) : -1;
    this.slots = free < 0 ? [...this.slots, slot] : this.slots.with(free, slot);
    announced.say([text, toast.detail].filter(Boolean).join(' '));
    this.#arm(toast);
    return toast.id;
  }

  /** Shows whatever was thrown in words; `about` says first what it is about. */
  error(thrown: unknown, about = ''): AppError {
    const error = errorOf(thrown);
    const words = wordsFor(error);
    const same = this.items.find((item) => item.text === words.title && item.severity === words.severity);
    if (same) this.dismiss(same.id);
    this.show(words.title, {
      severity: words.severity,
      detail: [about, explained(error, words)].filter(Boolean).join(' ') || null,
      next: words.next,
    });
    return error;
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    const left = this.slots.map((slot) => (slot.toast.id === id ? { ...slot, gone: true } : slot));
    this.slots = left.slice(0, left.findLastIndex(({ gone }) => !gone) + 1);
  }

  /** Says it in other words, in its place and for as long as it is there anyway. */
  reword(id: number, words: Pick<Toast, 'text' | 'about' | 'detail'>): void {
    this.slots = this.slots.map((slot) =>
      slot.toast.id === id ? { ...slot, toast: { ...slot.toast, ...words } } : slot,
    );
  }

  /** Whether a message is still shown. */
  isThere(id: number | null): boolean {
    return this.items.some((item) => item.id === id);
  }

  /** Takes away what was said about a screening. */
  forget(about: string): void {
    for (const item of this.items) if (item.about === about) this.dismiss(item.id);
  }

  /** Another page is there: good news of the one before go, unless they led here or there is something to do about them. */
  leave(): void {
    const lasting = (item: Toast) => item.severity !== 'good' || item.button || item.next || item.until !== null;
    for (const item of this.items) if (!lasting(item) && Date.now() - item.at >= LEADS_ON) this.dismiss(item.id);
  }

  /** Keeps a message while it is pointed at or focused. */
  hold(id: number): void {
    this.held = id;
    clearTimeout(this.#timers.get(id));
  }

  /** The one that stays in sight where there is room for one: what is pointed at, else the newest. */
  get front(): Toast | null {
    return this.items.find(({ id }) => id === this.held) ?? this.items.at(-1) ?? null;
  }

  /** Lets it go again. */
  release(id: number): void {
    if (this.held === id) this.held = null;
    const toast = this.items.find((item) => item.id === id);
    if (toast) this.#arm(toast);
  }

  #arm(toast: Toast): void {
    clearTimeout(this.#timers.get(toast.id));
    const length = toast.until === null ? (toast.severity === 'bad' ? SHOWN_ERROR : SHOWN) : toast.until - Date.now();
    this.#timers.set(
      toast.id,
      setTimeout(() => this.dismiss(toast.id), Math.max(500, length)),
    );
  }
}

export const toasts = new Toasts();

/** Runs a command that a person asked for; failures become a toast. Resolves to whether it worked. */
export async function attempt(work: () => Promise<unknown>, done?: string, about?: string): Promise<boolean> {
  try {
    await work();
    if (done) toasts.show(done, { about: about ?? null });
    return true;
  } catch (thrown) {
    toasts.error(thrown);
    return false;
  }
}
