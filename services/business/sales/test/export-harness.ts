import { contextHeaders } from '@portico/service-kit'
import { parse } from 'csv-parse/sync'
import type { Market } from './market.ts'

export function exportOrders(market: Market, tenantId: string, query = ''): Promise<Response> {
  return fetch(`${market.sales.url}/orders/export?${query}`, {
    headers: contextHeaders({ tenantId, userId: null, traceparent: null }),
  })
}

/** What must be the same in a copy: every line of every document, without what a file does not carry. */
export async function lineSums(market: Market, tenantId: string): Promise<string[]> {
  const csv = await (await exportOrders(market, tenantId)).text()
  const rows: Record<string, string>[] = parse(csv, { columns: true, bom: true })
  return rows.map(({ Kind: _kind, Status: _status, ...row }) => JSON.stringify(row)).sort()
}
