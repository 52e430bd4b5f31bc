import { mount } from 'svelte';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/components.css';
import Reports from './Reports.svelte';

const target = document.getElementById('app');
if (target) mount(Reports, { target });
