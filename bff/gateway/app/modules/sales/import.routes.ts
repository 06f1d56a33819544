import type { ApiCall, ApiRoute } from '@portico/bff-framework'

const MAX_FILE_BYTES = 50 * 1024 * 1024
/** A slow line still gets 50 MB through in it. */
const UPLOAD_TIMEOUT_MS = 10 * 60_000
const MAX_FILE_NAME_LENGTH = 1024

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
function upload({ forward, request, context: { tenant } }: ApiCall): Promise<void> {
  return forward({
    service: 'sales',
    method: 'POST',
    path: '/imports',
    isUpload: true,
    maxBytes: MAX_FILE_BYTES,
    timeoutMs: UPLOAD_TIMEOUT_MS,
    headers: {
      'x-file-name': fileNameOf(request.headers['x-file-name']),
      'x-time-zone': tenant.timeZone,
      'x-currency': tenant.currency,
    },
  })
}

function downloadRejected({ forward, params }: ApiCall): Promise<void> {
  return forward({
    service: 'sales',
    method: 'GET',
    path: `/imports/${encodeURIComponent(params.id ?? '')}/rejected.csv`,
  })
}

/** Percent-encoded by the client; what is not, or is too long, is no name. */
function fileNameOf(header: string | string[] | undefined): string {
  const isName = typeof header === 'string' && /^[\w.~!'()*%-]+$/.test(header)
  return isName && header.length <= MAX_FILE_NAME_LENGTH ? header : 'import.csv'
}
