import { GraphError, type Locale } from '@portico/micro-app'

export type ExportFormat = 'csv' | 'xlsx'

export interface ExportRequest {
  /** Such as `/api/exports/orders`. */
  path: string
  /** What narrows the list; empty values are left out. */
  filter: Record<string, string | null | undefined>
  format: ExportFormat
  locale: Locale
}

interface Transfer {
  /** `shell.graph.fetch`. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  signal: AbortSignal
  /** Called as bytes arrive, with all of them so far. */
  onBytes(bytes: number): void
}

/**
 * Fetches a list as a file and hands it to the browser to save, whole or not at all. Throws a GraphError with the gateway's
 * code, NETWORK when the file breaks off, or the abort of `signal`.
 */
export async function saveExport(request: ExportRequest, transfer: Transfer): Promise<void> {
  const response = await transfer.fetch(addressOf(request), { signal: transfer.signal })
  if (!response.ok) throw await refusalOf(response)
  const blob = await readAll(response, transfer)
  save(blob, nameOf(response) ?? `export.${request.format}`)
}

function addressOf({ path, filter, format, locale }: ExportRequest): string {
  const query = new URLSearchParams({ format, language: locale })
  for (const [key, value] of Object.entries(filter)) if (value) query.set(key, value)
  return `${path}?${query}`
}

async function readAll(response: Response, { signal, onBytes }: Transfer): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  try {
    const reader = response.body?.getReader()
    for (let step = await reader?.read(); step && !step.done; step = await reader?.read()) {
      chunks.push(step.value)
      bytes += step.value.length
      onBytes(bytes)
    }
  } catch (cause) {
    if (signal.aborted) throw cause
    throw new GraphError('NETWORK', 'The file broke off', [], { cause })
  }
  return new Blob(chunks, { type: response.headers.get('content-type') ?? '' })
}

function nameOf(response: Response): string | undefined {
  return /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

async function refusalOf(response: Response): Promise<GraphError> {
  const body = (await response.json().catch(() => null)) as { error?: { code?: unknown } } | null
  const code = body?.error?.code
  return new GraphError(
    typeof code === 'string' ? code : 'UPSTREAM_UNAVAILABLE',
    `The export answered ${response.status}`,
  )
}
