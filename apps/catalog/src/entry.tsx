import { defineReactApp } from '@portico/micro-app/react'
import { App } from './App.tsx'

export const { mount, update, unmount } = defineReactApp(App)
