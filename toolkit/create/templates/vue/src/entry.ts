import { defineVueApp } from '@portico/micro-app/vue'
import App from './App.vue'
import { routes } from './routes.ts'

export { resume, suspend } from '@portico/micro-app'
export const { mount, update, unmount } = defineVueApp(App, { routes })
