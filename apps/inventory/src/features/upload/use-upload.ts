import { GraphError, type ShellServices } from '@portico/micro-app'
import { useShell } from '@portico/micro-app/vue'
import { useMutation } from '@tanstack/vue-query'
import {
  InventoryUpload,
  type ReceivingKind,
  type UploadDetailFragment,
} from '../../graph/graph.generated.ts'

const MAX_FILE_BYTES = 4 * 1024 * 1024
/** A full file over a slow line, and not for ever. */
const UPLOAD_TIMEOUT_MS = 2 * 60_000

export interface UploadRequest {
  file: File
  mode: ReceivingKind
  /** Empty: whatever a quantity can only mean. */
  decimalMark: '' | '.' | ','
}

/** Sends a file and gives what the check of it found; nothing is booked. */
export function useUpload(done: (upload: UploadDetailFragment) => void) {
  const { graph } = useShell()
  return useMutation({
    mutationFn: async (request: UploadRequest) => {
      const id = await send(graph, request)
      const { stockUpload } = await graph.execute(InventoryUpload, { id })
      if (!stockUpload) throw new GraphError('NOT_FOUND', `No upload ${id}`)
      return stockUpload
    },
    onSuccess: done,
  })
}

async function send(
  graph: ShellServices['graph'],
  { file, mode, decimalMark }: UploadRequest,
): Promise<string> {
  if (file.size > MAX_FILE_BYTES) throw new GraphError('FILE_TOO_LARGE', `${file.size} bytes`)
  if (file.size === 0) throw new GraphError('FILE_EMPTY', 'No bytes')
  const query = new URLSearchParams({ mode, ...(decimalMark ? { decimalMark } : {}) })
  const response = await graph.fetch(`/api/stock-uploads?${query}`, {
    method: 'POST',
    body: file,
    headers: { 'content-type': 'text/csv', 'x-file-name': encodeURIComponent(file.name) },
    signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
  })
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw faultOf(body)
  if (isRecord(body) && typeof body.id === 'string') return body.id
  throw new GraphError('UNEXPECTED', 'The answer names no upload')
}

/** `{error: {code, message}}`, as every address below `/api/` answers. */
function faultOf(body: unknown): GraphError {
  const error = isRecord(body) && isRecord(body.error) ? body.error : {}
  const code = typeof error.code === 'string' ? error.code : 'UNEXPECTED'
  return new GraphError(code, typeof error.message === 'string' ? error.message : code)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
