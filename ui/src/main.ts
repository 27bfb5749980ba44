import '@fontsource-variable/inter/wght.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { choosePlatform } from './platform';
import { useBackend } from './state/backend';
import { themeAtOnce } from './state/theme.svelte';
import './styles/tokens.css';
import './styles/base.css';

themeAtOnce();
useBackend(choosePlatform());

const target = document.getElementById('app');
if (!target) throw new Error('The page has no place for the app.');
mount(App, { target });
