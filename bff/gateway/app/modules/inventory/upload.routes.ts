import type { ApiCall, ApiRoute } from '@portico/bff-framework'
import { inventoryContract } from '@portico/inventory-contract'
import { fileNameOf, forwardTo } from '../shared/forward-to.ts'

/** A slow line still gets 4 MB through in it. */
const UPLOAD_TIMEOUT_MS = 2 * 60_000

/** The file goes through as a stream; what it means is the inventory service's business. */
export const routes: readonly ApiRoute[] = [
  { method: 'POST', path: '/api/stock-uploads', permission: 'inventory.stock.adjust', handle: upload },
]

function upload(call: ApiCall): Promise<void> {
  const [mode, decimalMark] = [call.query.get('mode'), call.query.get('decimalMark')]
  return forwardTo(call, inventoryContract, inventoryContract.routes.upload, {
    query: { mode: mode || null, decimalMark: decimalMark || null },
    headers: { 'x-file-name': fileNameOf(call, 'stock.csv') },
    timeoutMs: UPLOAD_TIMEOUT_MS,
  })
}
