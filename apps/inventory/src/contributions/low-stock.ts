import { defineVueContribution } from '@portico/micro-app/vue'
import LowStockCard from '../features/low-stock-card/LowStockCard.vue'
import { installQueries } from '../live/queries.ts'

export const { mount, update, unmount, suspend, resume } = defineVueContribution(LowStockCard, {
  setup: app => installQueries(app),
})
