import '@fontsource-variable/inter/wght.css';
import { mount } from 'svelte';
import '../src/styles/tokens.css';
import '../src/styles/base.css';
import Catalogue from './Catalogue.svelte';

const dark = matchMedia('(prefers-color-scheme: dark)');
const theme = () => (document.documentElement.dataset.theme = dark.matches ? 'dark' : 'light');
dark.addEventListener('change', theme);
theme();

const target = document.getElementById('app');
if (!target) throw new Error('The page has no place for the components.');
mount(Catalogue, { target });
