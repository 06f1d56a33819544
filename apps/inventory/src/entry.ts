import { defineVueApp } from '@portico/micro-app/vue'
import App from './App.vue'
import { installQueries } from './live/queries.ts'
import { routes } from './routes.ts'
import { installPopups } from './theme/popups.ts'

export const { mount, update, unmount } = defineVueApp(App, {
  routes,
  setup(app, props) {
    installQueries(app)
    installPopups(app, props.portal)
  },
})
export { resume, suspend } from '@portico/micro-app'
