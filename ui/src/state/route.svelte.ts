import { href, parse, type Route, type RouteName } from '../lib/router';
import { onChange } from './backend';
import { overlays } from './overlays.svelte';
import { toasts } from './toasts.svelte';

/** Where the window is, as the hash says. */
class Place {
  route = $state.raw<Route>(parse(typeof location === 'undefined' ? '' : location.hash));
  /** The list that a candidate was opened from, filter included. */
  lastList = $state('#/inbox');
  /** The Inbox with what was chosen there last, or with which the window was opened: whose, and of which posting. */
  inbox = $state(href('inbox'));
  /** The screening that one looks at, or comes straight back from: lists put the focus back on it. */
  opened: string | null = null;

  /** The page before this one. */
  before: RouteName | null = null;

  /** The hash that was read last. */
  #read = '';

  start(): () => void {
    this.#look();
    const moved = () => this.#moved();
    window.addEventListener('hashchange', moved);
    const stop = onChange(['navigate'], (event) => {
      if (event.id) this.to(`#${event.id.replace(/^#/, '')}`);
    });
    return () => {
      window.removeEventListener('hashchange', moved);
      stop();
    };
  }

  go(name: RouteName, id: string | null = null, query: Record<string, string> = {}): void {
    this.to(href(name, id, query));
  }

  /** Goes there at once: what is opened right after it belongs to the new page. */
  to(hash: string): void {
    location.hash = hash;
    this.#moved();
  }

  #moved(): void {
    if (location.hash === this.#read) return;
    // A dialog belongs to the page that it was opened on.
    overlays.close();
    this.#look();
  }

  #look(): void {
    const first = this.#read === '';
    if (!first) this.before = this.route.name;
    const { name, id } = this.route;
    this.#read = location.hash;
    this.route = parse(location.hash);
    if (first && this.route.name === 'inbox') this.inbox = href('inbox', null, this.route.query);
    if (this.route.name !== name || this.route.id !== id) toasts.leave();
    if (this.route.name === 'candidate') this.opened = this.route.id;
    else if (name !== 'candidate') this.opened = null;
    if (this.route.name === 'inbox' || this.route.name === 'candidates' || this.route.name === 'activity') {
      this.lastList = location.hash || '#/inbox';
    }
  }

  /** Changes the query in place, without an entry in the history. */
  replaceQuery(query: Record<string, string>): void {
    const next = href(this.route.name, this.route.id, query);
    history.replaceState(null, '', next);
    this.#read = location.hash;
    this.route = parse(next);
    if (this.route.name === 'inbox') this.inbox = next;
    if (['inbox', 'candidates', 'activity'].includes(this.route.name)) this.lastList = next;
  }
}

export const place = new Place();
