import { type Period, type ShipmentDay, salesEvents } from '@portico/sales-contract'
import type { Bus, Transaction } from '@portico/service-kit'

/** Counts shipments as messages report them, and takes off those that were undone; each once, in whatever order they come. */
export function countShipments(bus: Bus) {
  bus.subscribe({
    event: salesEvents.orderShipped,
    handle: (tx, { context: { tenantId }, payload: { shippedAt } }) =>
      countShipment(tx, tenantId, shippedAt, 1),
  })
  bus.subscribe({
    event: salesEvents.shipmentUndone,
    handle: async (tx, { context: { tenantId }, payload: { shippedAt } }) => {
      if (shippedAt) await countShipment(tx, tenantId, shippedAt, -1)
    },
  })
}

async function countShipment(tx: Transaction, tenantId: string, shippedAt: string, by: 1 | -1) {
  await tx.run(
    `insert into shipment_slot as slot (tenant_id, begins_at, order_count)
     values ($1, date_bin('15 minutes', $2::timestamptz, 'epoch'), $3)
     on conflict (tenant_id, begins_at) do update set order_count = slot.order_count + $3`,
    [tenantId, shippedAt, by],
  )
}

/** Every day of the period, also those on which nothing was shipped. */
export function summarizeShipments(tx: Transaction, tenantId: string, { from, to, timeZone }: Period) {
  return tx.list<ShipmentDay>(
    `with shipped as (
       select (begins_at at time zone $4)::date as day, sum(order_count) as orders from shipment_slot
       where tenant_id = $1 and begins_at >= $2::date::timestamp at time zone $4
         and begins_at < ($3::date + 1)::timestamp at time zone $4
       group by 1
     )
     select day.at::date as date, coalesce(shipped.orders, 0)::int as "orderCount"
     from generate_series($2::date::timestamp, $3::date::timestamp, interval '1 day') as day (at)
     left join shipped on shipped.day = day.at::date order by 1`,
    [tenantId, from, to, timeZone],
  )
}
