import { salesEvents } from '@portico/sales-contract'
import type { Bus } from '@portico/service-kit'
import { issueShipped } from '../stock/reservations.ts'
import { receiveReturn } from '../stock/returns.ts'
import { isNewer, reverseIssue } from '../stock/reversal.ts'
import { keepRules } from '../stock/rules.ts'

/** Moves the goods as the messages of sales say. */
export function followShipments(bus: Bus) {
  bus.subscribe({
    event: salesEvents.orderShipped,
    handle: async (tx, { context: { tenantId }, payload: { orderId, version = 0 } }) => {
      const key = { tenantId, orderId }
      await keepRules(tx, tenantId)
      if (await isNewer(tx, key, version)) await issueShipped(tx, key)
    },
  })
  bus.subscribe({
    event: salesEvents.shipmentUndone,
    handle: async (tx, { context: { tenantId }, payload: { orderId, version } }) => {
      const key = { tenantId, orderId }
      if (await isNewer(tx, key, version)) await reverseIssue(tx, key)
    },
  })
  bus.subscribe({
    event: salesEvents.goodsReturned,
    handle: (tx, { context: { tenantId }, payload: { orderId, number, goods } }) =>
      receiveReturn(tx, { tenantId, orderId }, number, goods),
  })
}
