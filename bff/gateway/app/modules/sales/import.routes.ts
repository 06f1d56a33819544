import type { ApiCall, ApiRoute } from '@portico/bff-framework'
import { salesContract } from '@portico/sales-contract'
import { fileNameOf, forwardTo } from '../shared/forward-to.ts'

/** A slow line still gets 50 MB through in it. */
const UPLOAD_TIMEOUT_MS = 10 * 60_000

/** Files go through as streams; what they mean is the sales service's business. */
export const routes: readonly ApiRoute[] = [
  { method: 'POST', path: '/api/imports', permission: 'sales.order.import', handle: upload },
  {
    method: 'GET',
    path: '/api/imports/:id/rejected.csv',
    permission: 'sales.order.import',
    handle: downloadRejected,
  },
]

export function rejectedPath(id: string): string {
  return `/api/imports/${encodeURIComponent(id)}/rejected.csv`
}

/** Times and sums in the file are the tenant's until the mapping says otherwise. */
function upload(call: ApiCall): Promise<void> {
  const { timeZone, currency } = call.context.tenant
  return forwardTo(call, salesContract, salesContract.routes.upload, {
    headers: {
      'x-file-name': fileNameOf(call, 'import.csv'),
      'x-time-zone': timeZone,
      'x-currency': currency,
    },
    timeoutMs: UPLOAD_TIMEOUT_MS,
  })
}

function downloadRejected(call: ApiCall): Promise<void> {
  const params = { id: call.params.id ?? '' }
  return forwardTo(call, salesContract, salesContract.routes.downloadRejected, { params })
}
