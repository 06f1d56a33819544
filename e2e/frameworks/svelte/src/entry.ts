import { defineSvelteApp } from '@portico/micro-app/svelte'
import App from './App.svelte'

export const { mount, unmount } = defineSvelteApp(App)
export { resume, suspend } from '@portico/micro-app'
