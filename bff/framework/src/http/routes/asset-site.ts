import type { IncomingMessage } from 'node:http'
import type { OperatorScope } from '@portico/release/context'
import { AppError } from '../../errors/app-error.ts'
import { isSecure, originOf } from '../../exchange/client.ts'
import { readCookie } from '../../exchange/cookie.ts'
import type { HttpExchange } from '../../exchange/http-exchange.ts'
import type { ArtifactLibrary } from '../../release/artifact-library.ts'
import { AssetAudience } from '../../release/asset-audience.ts'
import type { AssetFiles } from '../../release/asset-file.ts'
import type { OverrideGrants } from '../../release/override-grants.ts'
import { isGranted } from '../../release/overrides.ts'
import { releaseClient } from '../../release/release-client.ts'
import type { RulesClient } from '../../release/rules/rules-client.ts'
import { OVERRIDE_COOKIE } from '../../session/override-cookie.ts'
import type { GatewaySettings } from '../../settings/gateway-settings.ts'
import { type AccessParts, admitReader } from '../release-caller.ts'
import { type AssetParts, type AssetPath, serveAsset, setAssetHeaders } from './assets.ts'
import { type FrameParts, isFramePath, serveFrame } from './frames.ts'

export interface AssetSiteParts extends AccessParts {
  settings: Pick<
    GatewaySettings,
    'assetOrigin' | 'serviceUrls' | 'isBehindProxy' | 'framedApps' | 'overrides'
  >
  overrideGrants: OverrideGrants
  rules: RulesClient
  library: ArtifactLibrary
}

/**
 * Where artifacts are served: at the product's own origin, or at one that serves nothing else. Frames are always at the product's,
 * for their documents have no origin at all.
 */
export class AssetSite {
  readonly #isBehindProxy: boolean
  readonly #parts: AssetParts
  readonly #frames: FrameParts
  /** Empty: the product's own. */
  readonly #host: string

  constructor(parts: AssetSiteParts, files: AssetFiles) {
    const { assetOrigin, serviceUrls, isBehindProxy, framedApps } = parts.settings
    this.#isBehindProxy = isBehindProxy
    this.#host = assetOrigin && new URL(assetOrigin).host
    const audience = new AssetAudience({
      rules: () => parts.rules.current(),
      ask: serviceUrls.release === undefined ? null : key => wasReleased(parts, key.name, key.version),
    })
    this.#frames = {
      ...{ files, audience, isBehindProxy },
      library: parts.library,
      grants: new Set(framedApps),
    }
    this.#parts = {
      files,
      audience,
      readerOf: http => readerOf(parts, http),
      mayReadOverride: (http, path) => mayReadOverride(parts, http, path),
      isForeign: assetOrigin !== '',
    }
  }

  /** Null: the request is for other parts of the parts. Faults: those of `serveAsset` and `serveFrame`. */
  answer(http: HttpExchange): Promise<void> | null {
    const isAsset = http.url.pathname.startsWith('/a/')
    if (isFramePath(http.url.pathname) && (this.#host === '' || !this.#isHere(http.request)))
      return serveFrame(this.#frames, http)
    if (this.#host === '') return isAsset ? serveAsset(this.#parts, http) : null
    const isHere = this.#isHere(http.request)
    if (isAsset && isHere) return serveAsset(this.#parts, http)
    return isAsset || isHere ? refuse(http) : null
  }

  /** Whether the request came to the origin of artifacts, where nothing else is. */
  isAskedAt(request: IncomingMessage): boolean {
    return this.#host !== '' && this.#isHere(request)
  }

  #isHere(request: IncomingMessage): boolean {
    return URL.parse(originOf(request, this.#isBehindProxy))?.host === this.#host
  }
}

async function refuse({ response }: HttpExchange): Promise<never> {
  setAssetHeaders(response)
  throw new AppError('NOT_FOUND', 'There is nothing at this address.')
}

async function wasReleased({ upstream, log }: AccessParts, name: string, version: string): Promise<boolean> {
  const params = { name, version }
  return (await releaseClient(upstream, log).call('getArtifactAudience', { params })).isReleased
}

async function mayReadOverride(
  { settings: { overrides, isBehindProxy }, overrideGrants: grants, admission }: AssetSiteParts,
  http: HttpExchange,
  { name, version }: AssetPath,
): Promise<boolean> {
  const { request } = http
  const link = readCookie(request, OVERRIDE_COOKIE, isSecure(request, isBehindProxy))
  if (overrides === 'off' && link === null) return false
  const session = await admission.findSession(http).catch(() => null)
  if (session === null) return false
  return overrides !== 'off' || isGranted({ grants, link, session }, { name, version })
}

/** Null: the caller may not, and gets the answer a stranger gets. */
async function readerOf(parts: AccessParts, http: HttpExchange): Promise<OperatorScope['apps'] | null> {
  const { cookie, authorization } = http.request.headers
  if (cookie === undefined && authorization === undefined) return null
  try {
    return await admitReader(parts, http)
  } catch (error) {
    if (error instanceof AppError && !error.code.startsWith('UPSTREAM_')) return null
    throw error
  }
}
