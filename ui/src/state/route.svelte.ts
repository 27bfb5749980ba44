import { href, parse, type Route, type RouteName } from '../lib/router';
import { onChange } from './backend';
import { overlays } from './overlays.svelte';

/** Where the window is, as the hash says. */
class Place {
  route = $state.raw<Route>(parse(typeof location === 'undefined' ? '' : location.hash));
  /** The list that a candidate was opened from, filter included. */
  lastList = $state('#/inbox');
  /** The screening that was opened last: lists put the focus back on it. */
  opened: string | null = null;

  start(): () => void {
    const read = () => {
      this.route = parse(location.hash);
      if (this.route.name === 'candidate') this.opened = this.route.id;
      if (this.route.name === 'inbox' || this.route.name === 'candidates' || this.route.name === 'activity') {
        this.lastList = location.hash || '#/inbox';
      }
    };
    const moved = () => {
      // A dialog belongs to the page that it was opened on.
      overlays.close();
      read();
    };
    read();
    window.addEventListener('hashchange', moved);
    const stop = onChange(['navigate'], (event) => {
      if (event.id) location.hash = `#${event.id.replace(/^#/, '')}`;
    });
    return () => {
      window.removeEventListener('hashchange', moved);
      stop();
    };
  }

  go(name: RouteName, id: string | null = null, query: Record<string, string> = {}): void {
    location.hash = href(name, id, query);
  }

  /** Changes the query in place, without an entry in the history. */
  replaceQuery(query: Record<string, string>): void {
    const next = href(this.route.name, this.route.id, query);
    history.replaceState(null, '', next);
    this.route = parse(next);
    if (this.route.name === 'candidates' || this.route.name === 'activity') this.lastList = next;
  }
}

export const place = new Place();
