import { addMonths, type Month } from '@portico/shared-ui'

/** Where the list of orders shows what the figures of a month count. */
export function salesListPath(month: Month, kind?: 'ORDER'): string {
  const query = new URLSearchParams({
    ...(kind ? { kind } : {}),
    status: 'CONFIRMED,SHIPPED,CLOSED',
    from: `${month}-01`,
    to: lastDayOf(month),
  })
  return `/sales/orders?${query}`
}

function lastDayOf(month: Month): string {
  const next = Date.parse(`${addMonths(month, 1)}-01T00:00:00Z`)
  return new Date(next - 86_400_000).toISOString().slice(0, 10)
}
