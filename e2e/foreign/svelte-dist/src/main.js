import { mount } from 'svelte'
import App from './App.svelte'

window.svelteDistGlobal = 'svelte'
mount(App, { target: document.getElementById('app') })
