import { defineLitApp } from '@portico/micro-app/lit'
import { html } from 'lit'
import { FrameworkPage } from './framework-page.ts'

customElements.define('framework-page', FrameworkPage)

export const { mount, update, unmount } = defineLitApp(() => html`<framework-page></framework-page>`)
export { resume, suspend } from '@portico/micro-app'
