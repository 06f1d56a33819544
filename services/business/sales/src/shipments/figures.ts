import { type Bus, Id, type Transaction } from '@portico/service-kit'
import Type from 'typebox'
import type { Period } from '../documents/summaries.ts'
import { SHIPPED_EVENT } from './announce.ts'

export interface ShipmentDay {
  date: string
  orderCount: number
}

const Shipped = Type.Object({ orderId: Id, shippedAt: Type.String() })

/** Counts shipments as they are told; each once, however often its message comes. */
export function countShipments(bus: Bus) {
  bus.subscribe({
    event: SHIPPED_EVENT,
    payload: Shipped,
    handle: (tx, { context: { tenantId }, payload: { shippedAt } }) => addShipment(tx, tenantId, shippedAt),
  })
}

async function addShipment(tx: Transaction, tenantId: string, shippedAt: string) {
  await tx.run(
    `insert into shipment_slot as slot (tenant_id, begins_at, order_count)
     values ($1, date_bin('15 minutes', $2::timestamptz, 'epoch'), 1)
     on conflict (tenant_id, begins_at) do update set order_count = slot.order_count + 1`,
    [tenantId, shippedAt],
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
