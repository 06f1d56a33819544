import type { ServerResponse } from 'node:http'
import { GraphFault } from '../graphql/fault.ts'
import type { Visit } from '../http/visit.ts'
import type { AssetFiles, Encoding } from './asset-file.ts'

const immutable = 'public, max-age=31536000, immutable'
/** `/a/<artifact>/<version>/<file>`; each segment begins with no dot, so no path leads out of its artifact. */
const assetPath =
  /^\/a\/([a-z][a-z0-9-]*)\/([0-9A-Za-z][\w.+-]*)\/((?:[\w@~+-][\w@~+.-]*\/)*[\w@~+-][\w@~+.-]*)$/

/** Answers `/a/...` for ever the same. Faults: NOT_FOUND, METHOD_NOT_ALLOWED. */
export async function serveAsset(files: AssetFiles, { request, response, url }: Visit): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new GraphFault('METHOD_NOT_ALLOWED', 'Artifacts can only be read.')
  }
  const path = parsePath(url.pathname)
  const asset =
    path === null ? null : await files.find(path, acceptedEncodings(request.headers['accept-encoding']))
  if (!asset) throw new GraphFault('NOT_FOUND', 'No artifact has this file.')
  response.setHeader('cache-control', immutable)
  response.setHeader('etag', asset.etag)
  response.setHeader('vary', 'accept-encoding')
  if (request.headers['if-none-match'] === asset.etag) return void response.writeHead(304).end()
  response.setHeader('content-type', asset.contentType)
  response.setHeader('content-length', asset.body.length)
  if (asset.encoding !== 'identity') response.setHeader('content-encoding', asset.encoding)
  sendBody(response, asset.body)
}

function sendBody(response: ServerResponse, body: Buffer): void {
  response.writeHead(200)
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

function parsePath(pathname: string): string | null {
  const match = assetPath.exec(safeDecode(pathname))
  return match ? `${match[1]}/${match[2]}/${match[3]}` : null
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

function acceptedEncodings(header: string | string[] | undefined): Encoding[] {
  const accepted = String(header ?? '')
  return (['br', 'gzip'] as const).filter(name =>
    new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(\\.0*)?(,|$))`).test(accepted),
  )
}
