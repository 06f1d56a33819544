import type { RouteRecordRaw } from 'vue-router'
import LowStockPage from './features/low-stock/LowStockPage.vue'
import MovementsPage from './features/movements/MovementsPage.vue'
import SettingsPage from './features/settings/SettingsPage.vue'
import StockPage from './features/stock-page/StockPage.vue'
import UnknownPage from './features/unknown/UnknownPage.vue'
import UploadPage from './features/upload/UploadPage.vue'

/** Below the app's base. All pages are small and share their parts, so none is worth a request of its own. */
export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/stock' },
  { path: '/stock', component: StockPage },
  { path: '/upload', component: UploadPage },
  { path: '/settings', component: SettingsPage },
  { path: '/movements', component: MovementsPage },
  { path: '/low', component: LowStockPage },
  { path: '/:rest(.*)', component: UnknownPage },
]
