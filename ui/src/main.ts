import '@fontsource-variable/inter/wght.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { choosePlatform } from './platform';
import { begin, useBackend } from './state/backend';
import { leaving } from './state/leaving.svelte';
import { themeAtOnce } from './state/theme.svelte';
import { zoom } from './state/zoom.svelte';
import './styles/tokens.css';
import './styles/base.css';

themeAtOnce();
const platform = choosePlatform();
useBackend(platform);
zoom.use(platform.zoom);

const target = document.getElementById('app');
if (!target) throw new Error('The page has no place for the app.');
leaving.resume(await begin().catch(() => null));
mount(App, { target });
