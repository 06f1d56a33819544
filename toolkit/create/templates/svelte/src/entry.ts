import { defineSvelteApp } from '@portico/micro-app/svelte'
import App from './App.svelte'

export { resume, suspend } from '@portico/micro-app'
export const { mount, unmount } = defineSvelteApp(App)
