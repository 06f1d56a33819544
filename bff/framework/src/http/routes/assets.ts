import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ArtifactKey, isSourceMap } from '@portico/artifact-store'
import type { OperatorScope } from '@portico/release/context'
import { AppError } from '../../errors/app-error.ts'
import type { HttpExchange } from '../../exchange/http-exchange.ts'
import type { AssetAudience } from '../../release/asset-audience.ts'
import type { Asset, AssetFiles, Encoding } from '../../release/asset-file.ts'

const IMMUTABLE = 'public, max-age=31536000, immutable'
/** `<artifact>/<version>/<file>`; each segment begins with no dot, so no path leads out of its artifact. */
const ASSET_PATH = /^([a-z][a-z0-9-]*)\/([0-9A-Za-z][\w.+-]*)\/((?:[\w@~+-][\w@~+.-]*\/)*[\w@~+-][\w@~+.-]*)$/

/**
 * A file that is opened by itself, or in a frame, runs no script, asks for nothing and belongs to no origin. Scripts,
 * style sheets, images and fonts of a page are under the page's own policy instead. An SVG may style itself.
 */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

export interface AssetParts {
  files: AssetFiles
  audience: AssetAudience
  /**
   * Of an operator, or a token, that may see what no tenant was given: the apps it may also release, or is for, whose
   * sources it may see too. Null: of any other client.
   */
  readerOf(http: HttpExchange): Promise<OperatorScope['apps'] | null>
  /** Whether the user of this browser has a version by an override; without sources. */
  mayReadOverride(http: HttpExchange, path: AssetPath): Promise<boolean>
  /** Whether artifacts have an origin of their own, so that the page's origin reads them from elsewhere. */
  isForeign: boolean
}

export interface AssetPath extends ArtifactKey {
  file: string
}

/** On every answer below `/a/`, whatever it says, and on every answer of an origin that is for artifacts alone. */
export function setAssetHeaders(response: ServerResponse): void {
  response.setHeader('content-security-policy', POLICY)
}

/**
 * Answers `/a/...`: what was ever released to a tenant, for ever the same; the rest (unreleased versions, source
 * maps) to operators. Faults: NOT_FOUND, METHOD_NOT_ALLOWED, FORBIDDEN for service workers, UPSTREAM_UNAVAILABLE.
 */
export async function serveAsset(parts: AssetParts, http: HttpExchange): Promise<void> {
  const { request, response, url } = http
  setAssetHeaders(response)
  requireReadMethod(request)
  const path = parseAssetPath(url.pathname, '/a/')
  const asset = path && (await findAsset(parts.files, path, request))
  if (!path || !asset) throw noSuchFile()
  const isPublic = !isSourceMap(path.file) && (await parts.audience.isPublic(path))
  if (!isPublic && !(await isReader(parts, http, path))) throw noSuchFile()
  if (isPublic) sharePublicly(response, parts.isForeign)
  else response.setHeader('cache-control', 'private, no-store')
  sendAsset(http, asset)
}

/** Throws METHOD_NOT_ALLOWED, and FORBIDDEN for service workers. */
export function requireReadMethod(request: IncomingMessage): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new AppError('METHOD_NOT_ALLOWED', 'Artifacts can only be read.')
  }
  refuseServiceWorker(request)
}

async function isReader(parts: AssetParts, http: HttpExchange, path: AssetPath): Promise<boolean> {
  if (!isSourceMap(path.file) && (await parts.mayReadOverride(http, path))) return true
  return mayRead(path, await parts.readerOf(http))
}

/** What a team has not released is for all who follow releases; its sources are for those who answer for them. */
function mayRead({ name, file }: AssetPath, apps: OperatorScope['apps'] | null): boolean {
  if (apps === null) return false
  return !isSourceMap(file) || apps === '*' || apps.includes(name)
}

function noSuchFile(): AppError {
  return new AppError('NOT_FOUND', 'No artifact has this file.')
}

/** It would stand between its scope and the network for longer than any version lives. */
function refuseServiceWorker({ headers }: IncomingMessage): void {
  if (headers['service-worker'] === undefined && headers['sec-fetch-dest'] !== 'serviceworker') return
  throw new AppError('FORBIDDEN', 'No file of an artifact may become a service worker.')
}

export function findAsset(
  files: AssetFiles,
  { name, version, file }: AssetPath,
  { headers }: IncomingMessage,
): Promise<Asset | null> {
  return files.find(`${name}/${version}/${file}`, acceptedEncodings(headers['accept-encoding']))
}

/** Nothing in it is secret, and no cookie goes with it: any page may use it where it is not this origin's, and so may frames. */
export function sharePublicly(response: ServerResponse, isForeign: boolean): void {
  response.setHeader('cache-control', IMMUTABLE)
  if (!isForeign) return
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('cross-origin-resource-policy', 'cross-origin')
}

export function sendAsset({ request, response }: HttpExchange, asset: Asset): void {
  response.setHeader('etag', asset.etag)
  response.setHeader('vary', 'accept-encoding')
  if (request.headers['if-none-match'] === asset.etag) return void response.writeHead(304).end()
  response.setHeader('content-disposition', 'attachment')
  response.setHeader('content-type', asset.contentType)
  response.setHeader('content-length', asset.body.length)
  if (asset.encoding !== 'identity') response.setHeader('content-encoding', asset.encoding)
  response.writeHead(200)
  response.end(request.method === 'HEAD' ? undefined : asset.body)
}

/** Null: it is no path of a file below `prefix`, which ends with a slash. */
export function parseAssetPath(pathname: string, prefix: string): AssetPath | null {
  const path = safeDecode(pathname)
  if (!path.startsWith(prefix)) return null
  const [, name, version, file] = ASSET_PATH.exec(path.slice(prefix.length)) ?? []
  return name && version && file ? { name, version, file } : null
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
