/** Every view but the first, which most starts show: fetched together, a moment later. */
export { default as Activity } from './Activity.svelte';
export { default as Assessments } from './Assessments.svelte';
export { default as Candidate } from './Candidate.svelte';
export { default as Candidates } from './Candidates.svelte';
export { default as Check } from './Check.svelte';
export { default as Connect } from './Connect.svelte';
export { default as Onboarding } from './Onboarding.svelte';
export { default as Overview } from './Overview.svelte';
export { default as Playbooks } from './Playbooks.svelte';
export { default as Settings } from './Settings.svelte';
