import { defineVueApp } from '@portico/micro-app/vue'
import App from './App.vue'
import LowStockCard from './features/low-stock-card/LowStockCard.vue'
import { installQueries } from './live/queries.ts'
import { routes } from './routes.ts'
import { installPopups } from './theme/popups.ts'

export const { mount, update, unmount, contributions } = defineVueApp(App, {
  routes,
  contributions: { 'low-stock': LowStockCard },
  setup(app, props) {
    installQueries(app)
    installPopups(app, props.portal)
  },
})
export { resume, suspend } from '@portico/micro-app'
