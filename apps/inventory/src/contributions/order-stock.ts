import { defineVueContribution } from '@portico/micro-app/vue'
import OrderStockPanel from '../features/order-stock/OrderStockPanel.vue'
import { installQueries } from '../live/queries.ts'

export const { mount, update, unmount, suspend, resume } = defineVueContribution(OrderStockPanel, {
  setup: app => installQueries(app),
})
