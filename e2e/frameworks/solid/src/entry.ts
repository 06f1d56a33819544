import { defineSolidApp } from '@portico/micro-app/solid'
import { App } from './App.tsx'

export const { mount, unmount } = defineSolidApp(App)
export { resume, suspend } from '@portico/micro-app'
