import { defineSvelteApp } from '@portico/micro-app/svelte'
import CustomerCountCard from '../customers/CustomerCountCard.svelte'

export { resume, suspend } from '@portico/micro-app'
export const { mount, unmount } = defineSvelteApp(CustomerCountCard)
