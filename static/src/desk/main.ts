import { mount } from 'svelte';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/components.css';
import Desk from './Desk.svelte';

const target = document.getElementById('app');
if (target) mount(Desk, { target });
