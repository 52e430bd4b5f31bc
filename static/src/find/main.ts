import { mount } from 'svelte';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/components.css';
import Find from './Find.svelte';

const target = document.getElementById('app');
if (target) mount(Find, { target });
