import { defineReactApp } from '@portico/micro-app/react'
import { App } from './App.tsx'

export { resume, suspend } from '@portico/micro-app'
export const { mount, update, unmount } = defineReactApp(App)
