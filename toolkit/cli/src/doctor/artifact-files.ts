import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Agent, request } from 'undici'

/** A file of an artifact as it is met; `null` in place of it: it is not there. */
export interface FoundFile {
  text: string
  /** Null: from a folder. */
  contentType: string | null
  /** Null: from a folder; empty: the server sent none. */
  allowedOrigin: string | null
  /** Of the server, by its clock; null: from a folder, or the server says none. */
  serverMs: number | null
}

/** The files of one artifact, in a folder or at an address. */
export interface ArtifactFiles {
  /** How a file is called in a finding. */
  placeOf(path: string): string
  find(path: string): Promise<FoundFile | null>
}

const MAX_BYTES = 16 * 1024 * 1024
const TIMEOUT_MS = 10_000
const NOT_FOUND = [404, 410]

export function filesIn(folder: string, shown: string): ArtifactFiles {
  return {
    placeOf: path => `${shown}/${path}`,
    async find(path) {
      const text = await readFile(join(folder, path), 'utf8').catch(() => null)
      return text === null ? null : { text, contentType: null, allowedOrigin: null, serverMs: null }
    },
  }
}

/** Asked as a page of `origin` would ask. Throws what the network says. */
export function filesAt(url: string, origin: string, timeoutMs = TIMEOUT_MS): ArtifactFiles {
  const base = url.endsWith('/') ? url : `${url}/`
  const dispatcher = new Agent({ maxResponseSize: MAX_BYTES })
  const addressOf = (path: string) => new URL(path, base).href
  return {
    placeOf: addressOf,
    async find(path) {
      const { statusCode, headers, body } = await request(addressOf(path), {
        dispatcher,
        headers: { origin, accept: '*/*' },
        signal: AbortSignal.timeout(timeoutMs),
      })
      const text = await body.text()
      if (NOT_FOUND.includes(statusCode)) return null
      if (statusCode !== 200) throw new Error(`${addressOf(path)} is answered with ${statusCode}`)
      const date = Date.parse(String(headers.date))
      return {
        text,
        contentType: String(headers['content-type'] ?? ''),
        allowedOrigin: String(headers['access-control-allow-origin'] ?? ''),
        serverMs: Number.isNaN(date) ? null : date,
      }
    },
  }
}
