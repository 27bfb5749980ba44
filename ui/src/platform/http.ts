import type { ChangeEvent, ChangeKind } from '../generated/api';
import { toAppError, type Platform } from './types';
import { faultWords } from '../words/errors';

const EVERYTHING: ChangeKind[] = ['status', 'screening', 'inbox', 'playbooks', 'assessments', 'settings', 'work'];

const KEPT = 'kept';

/** An ordinary browser in front of `webhost`: POST for calls, server-sent events for changes. */
export function httpPlatform(base = ''): Platform {
  return {
    async call(name, request) {
      let response: Response;
      let body: unknown;
      try {
        response = await fetch(`${base}/rpc/${name}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(request),
        });
        body = await response.json();
      } catch (thrown) {
        throw toAppError(thrown, faultWords.silent);
      }
      if (!response.ok) throw toAppError(body, faultWords.garbled);
      return body as never;
    },
    onChange(listener) {
      const source = new EventSource(`${base}/events`);
      let dropped = false;
      source.onmessage = (message) => listener(JSON.parse(message.data as string) as ChangeEvent);
      source.addEventListener('saved', (message) => download(`${base}${String(message.data)}`));
      source.onerror = () => (dropped = true);
      source.onopen = () => {
        // Changes may have been missed while the line was down.
        if (dropped) for (const kind of EVERYTHING) listener({ kind, id: null });
        dropped = false;
      };
      return () => source.close();
    },
    begin: () => Promise.resolve(sessionStorage.getItem(KEPT)),
    keep: (kept) => sessionStorage.setItem(KEPT, kept),
    zoom: null,
  };
}

/** What the desktop saves with a dialog is a download here. */
function download(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}
