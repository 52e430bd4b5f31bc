import { mount } from 'svelte';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/components.css';
import './admin.css';
import Admin from './Admin.svelte';

const target = document.getElementById('app');
if (target) mount(Admin, { target });
