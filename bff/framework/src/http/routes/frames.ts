import type { ArtifactKey } from '@portico/artifact-store'
import type { Manifest } from '@portico/micro-app/manifest'
import { AppError } from '../../errors/app-error.ts'
import { originOf } from '../../exchange/client.ts'
import type { HttpExchange } from '../../exchange/http-exchange.ts'
import { sendText } from '../../exchange/respond.ts'
import type { ArtifactLibrary } from '../../release/artifact-library.ts'
import type { AssetAudience } from '../../release/asset-audience.ts'
import type { AssetFiles } from '../../release/asset-file.ts'
import { frameDocument } from '../../release/frame-document.ts'
import {
  type AssetPath,
  findAsset,
  parseAssetPath,
  requireReadMethod,
  sendAsset,
  setAssetHeaders,
  sharePublicly,
} from './assets.ts'

export interface FrameParts {
  files: AssetFiles
  audience: AssetAudience
  library: Pick<ArtifactLibrary, 'findApp'>
  /** Names of apps that the operator of the platform has granted a frame. */
  grants: ReadonlySet<string>
  isBehindProxy: boolean
}

/** `/frame/<app>/<version>/`: the document; what lies below is a file. */
const DOCUMENT_PATH = /^\/frame\/([a-z][a-z0-9-]*)\/([0-9A-Za-z][\w.+-]*)\/$/
const PREFIX = '/frame/'
const SHELL_VERSION = /^[0-9A-Za-z][\w.+-]{0,63}$/
const SCRIPT = 'frame.js'

export function isFramePath(pathname: string): boolean {
  return pathname.startsWith(PREFIX)
}

/**
 * Answers `/frame/...`: the document of an app that runs in a frame, under a policy of its own, and the files of that app for a
 * document that has no origin. Faults: FRAME_NOT_GRANTED, NOT_FOUND, METHOD_NOT_ALLOWED, FORBIDDEN, BAD_REQUEST.
 */
export async function serveFrame(parts: FrameParts, http: HttpExchange): Promise<void> {
  setAssetHeaders(http.response)
  requireReadMethod(http.request)
  const [, name, version] = DOCUMENT_PATH.exec(http.url.pathname) ?? []
  const path = name && version ? { name, version } : parseAssetPath(http.url.pathname, PREFIX)
  if (!path) throw notFound()
  const manifest = await requireFramed(parts, path)
  if ('file' in path) await serveFile(parts, http, path)
  else await serveDocument(parts, http, manifest)
}

async function requireFramed(parts: FrameParts, key: ArtifactKey): Promise<Manifest> {
  const manifest = await parts.library.findApp(key.name, key.version)
  if (manifest?.isolation !== 'frame' || !(await parts.audience.isPublic(key))) throw notFound()
  if (parts.grants.has(key.name)) return manifest
  throw new AppError(
    'FRAME_NOT_GRANTED',
    `${key.name} wants a frame. An operator of the platform grants it by naming the app in PORTICO_FRAMED_APPS.`,
  )
}

async function serveFile({ files }: FrameParts, http: HttpExchange, path: AssetPath): Promise<void> {
  const asset = await findAsset(files, path, http.request)
  if (!asset) throw notFound()
  sharePublicly(http.response, true)
  sendAsset(http, asset)
}

async function serveDocument(parts: FrameParts, http: HttpExchange, manifest: Manifest): Promise<void> {
  const { request, response, url } = http
  // Alone in a tab it would have the product's address, and ask for whatever it liked.
  if (request.headers['sec-fetch-dest'] === 'document')
    throw new AppError('FORBIDDEN', 'The document of a frame is shown by the shell alone.')
  const { name, version, entry } = manifest
  const shell = url.searchParams.get('shell') ?? ''
  const script = SHELL_VERSION.test(shell) ? await readText(parts, `shell/${shell}/${SCRIPT}`) : null
  const page = entry.endsWith('.txt') ? await readText(parts, `${name}/${version}/${entry}`) : null
  if (script === null || (page === null && entry.endsWith('.txt'))) throw notFound()
  const root = `${originFor(parts, http)}${PREFIX}${name}/${version}/`
  const { html, policy } = frameDocument({ manifest, page, script, root })
  sendText(response, { status: 200, contentType: 'text/html; charset=utf-8' }, html, {
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
  })
}

/** It becomes a part of the policy. */
function originFor({ isBehindProxy }: FrameParts, { request }: HttpExchange): string {
  const origin = originOf(request, isBehindProxy)
  if (URL.parse(origin)?.origin === origin) return origin
  throw new AppError('BAD_REQUEST', 'The host of the request is none.')
}

async function readText({ files }: FrameParts, path: string): Promise<string | null> {
  return (await files.find(path, []))?.body.toString() ?? null
}

function notFound(): AppError {
  return new AppError('NOT_FOUND', 'There is no such frame.')
}
