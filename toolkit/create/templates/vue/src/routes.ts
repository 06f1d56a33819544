import type { RouteRecordRaw } from 'vue-router'
import CustomerForm from './customers/CustomerForm.vue'
import CustomerList from './customers/CustomerList.vue'

/** Below the app's base. */
export const routes: RouteRecordRaw[] = [
  { path: '/', component: CustomerList },
  { path: '/new', component: CustomerForm },
]
