import type { CandidateView } from '../generated/api';
import { call } from './backend';
import { Live } from './live.svelte';

/** One screening, kept up to date. */
export function liveCandidate(screeningId: string): Live<CandidateView> {
  return new Live<CandidateView>({
    load: () => call('candidate', { screeningId }),
    kinds: ['screening'],
    concerns: (event) => event.id === null || event.id === screeningId,
  });
}
