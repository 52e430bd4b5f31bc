import { mount } from 'svelte';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/components.css';
import ApiPage from './ApiPage.svelte';

const target = document.getElementById('app');
if (target) mount(ApiPage, { target });
