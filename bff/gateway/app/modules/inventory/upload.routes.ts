import type { ApiCall, ApiRoute } from '@portico/bff-framework'

const MAX_FILE_BYTES = 4 * 1024 * 1024
/** A slow line still gets 4 MB through in it. */
const UPLOAD_TIMEOUT_MS = 2 * 60_000
const MAX_FILE_NAME_LENGTH = 1024

/** The file goes through as a stream; what it means is the inventory service's business. */
export const routes: readonly ApiRoute[] = [
  { method: 'POST', path: '/api/stock-uploads', permission: 'inventory.stock.adjust', handle: upload },
]

function upload({ forward, request, query }: ApiCall): Promise<void> {
  const known = ['mode', 'decimalMark'].flatMap((name): [string, string][] => {
    const value = query.get(name)
    return value ? [[name, value]] : []
  })
  return forward({
    service: 'inventory',
    method: 'POST',
    path: `/uploads?${new URLSearchParams(known)}`,
    isUpload: true,
    maxBytes: MAX_FILE_BYTES,
    timeoutMs: UPLOAD_TIMEOUT_MS,
    headers: { 'x-file-name': fileNameOf(request.headers['x-file-name']) },
  })
}

/** Percent-encoded by the client; what is not, or is too long, is no name. */
function fileNameOf(header: string | string[] | undefined): string {
  const isName = typeof header === 'string' && /^[\w.~!'()*%-]+$/.test(header)
  return isName && header.length <= MAX_FILE_NAME_LENGTH ? header : 'stock.csv'
}
