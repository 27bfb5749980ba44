/** The pages of the app. `id` names one thing on a page that shows one thing. */
export type RouteName =
  | 'inbox'
  | 'candidates'
  | 'candidate'
  | 'overview'
  | 'activity'
  | 'assessments'
  | 'playbooks'
  | 'settings'
  | 'check'
  | 'connect';

/** Where the window is. */
export interface Route {
  name: RouteName;
  id: string | null;
  query: Readonly<Record<string, string>>;
}

const PAGES: readonly RouteName[] = [
  'inbox',
  'candidates',
  'overview',
  'activity',
  'assessments',
  'playbooks',
  'settings',
  'check',
  'connect',
];

/** Reads a hash such as `#/candidates?filter=open`. Unknown pages are the Inbox. */
export function parse(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const [page = '', ...rest] = path.split('/').filter(Boolean);
  const id = rest.length > 0 ? decode(rest.join('/')) : null;
  const query = Object.fromEntries(new URLSearchParams(search));
  const name = PAGES.find((known) => known === page) ?? 'inbox';
  if (name === 'candidates' && id !== null) return { name: 'candidate', id, query };
  return { name, id, query };
}

/** Writes a hash; empty query values are left out. */
export function href(name: RouteName, id: string | null = null, query: Record<string, string> = {}): string {
  const page = name === 'candidate' ? 'candidates' : name;
  const kept = Object.entries(query).filter(([, value]) => value !== '');
  const search = kept.length > 0 ? `?${new URLSearchParams(kept)}` : '';
  return `#/${page}${id === null ? '' : `/${encodeURIComponent(id)}`}${search}`;
}

/** The entry of the navigation that a route belongs to. */
export function section(name: RouteName): RouteName {
  if (name === 'check') return 'settings';
  return name === 'candidate' ? 'candidates' : name;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
