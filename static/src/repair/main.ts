import { mount } from 'svelte';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/components.css';
import Repair from './Repair.svelte';

const target = document.getElementById('app');
if (target) mount(Repair, { target });
