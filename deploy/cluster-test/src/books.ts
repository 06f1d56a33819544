import type { SteadyLoad } from './load/load.ts'

type Ask = <Row extends object>(sql: string) => Promise<Row[]>

export interface Books {
  /** Writes that were answered as done. */
  done: number
  /** Of these, orders that are not there. */
  lost: number
  /** Keys with more than one order. */
  doubled: number
  /** Orders that were answered as confirmed and are not, or have nothing reserved. */
  unreserved: number
  /** Orders with something reserved that are not confirmed: a step that broke off between two services. */
  leftReserved: number
}

/** What the load was answered beside what the databases hold, as their administrator sees it. */
export async function compareBooks(load: SteadyLoad, ask: Ask): Promise<Books> {
  const orders = await ask<{ key: string; count: number }>(
    `select note as key, count(*)::int as count from sales.document where note is not null group by 1`,
  )
  const counts = new Map(orders.map(({ key, count }) => [key, count]))
  const confirmed = await ask<{ id: string }>(
    `select id from sales.document where status = 'CONFIRMED' and note is not null`,
  )
  const reserved = await ask<{ id: string }>(`select distinct order_id as id from inventory.reservation`)
  const confirmedIds = new Set(confirmed.map(({ id }) => id))
  const reservedIds = new Set(reserved.map(({ id }) => id))
  return {
    done: load.done.size,
    lost: [...load.done].filter(key => !counts.has(key)).length,
    doubled: orders.filter(({ count }) => count > 1).length,
    unreserved: [...load.confirmed].filter(id => !(confirmedIds.has(id) && reservedIds.has(id))).length,
    leftReserved: [...reservedIds].filter(id => !confirmedIds.has(id)).length,
  }
}
