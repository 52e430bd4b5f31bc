import { mount } from 'svelte';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/components.css';
import SignIn from './SignIn.svelte';

const target = document.getElementById('app');
if (target) mount(SignIn, { target });
