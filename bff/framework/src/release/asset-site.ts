import type { IncomingMessage } from 'node:http'
import type { OperatorScope } from '@portico/release/context'
import { Type } from 'typebox'
import { AppError } from '../errors/app-error.ts'
import { originOf } from '../http/client.ts'
import type { HttpExchange } from '../http/http-exchange.ts'
import type { GatewaySettings } from '../settings.ts'
import { type AccessParts, admitReader } from './access.ts'
import { AssetAudience } from './asset-audience.ts'
import type { AssetFiles } from './asset-file.ts'
import { type AssetParts, serveAsset, setAssetHeaders } from './assets.ts'
import { releaseClient } from './release-client.ts'
import type { RulesKeeper } from './rules-keeper.ts'

export interface AssetSiteParts extends AccessParts {
  settings: GatewaySettings
  rules: RulesKeeper
}

const Audience = Type.Object({ isReleased: Type.Boolean() })

/** Where artifacts are served: at the product's own origin, or at one that serves nothing else. */
export class AssetSite {
  readonly #isBehindProxy: boolean
  readonly #parts: AssetParts
  /** Empty: the product's own. */
  readonly #host: string

  constructor(gateway: AssetSiteParts, files: AssetFiles) {
    const { assetOrigin, serviceUrls, isBehindProxy } = gateway.settings
    this.#isBehindProxy = isBehindProxy
    this.#host = assetOrigin && new URL(assetOrigin).host
    this.#parts = {
      files,
      audience: new AssetAudience({
        rules: () => gateway.rules.current(),
        ask: serviceUrls.release === undefined ? null : key => wasReleased(gateway, key.name, key.version),
      }),
      readerOf: http => readerOf(gateway, http),
      isForeign: assetOrigin !== '',
    }
  }

  /** Null: the request is for other parts of the gateway. Faults: those of `serveAsset`. */
  answer(http: HttpExchange): Promise<void> | null {
    const isAsset = http.url.pathname.startsWith('/a/')
    if (this.#host === '') return isAsset ? serveAsset(this.#parts, http) : null
    const isHere = this.#isHere(http.request)
    if (isAsset && isHere) return serveAsset(this.#parts, http)
    return isAsset || isHere ? refuse(http) : null
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
  const path = `/artifacts/${encodeURIComponent(name)}/${encodeURIComponent(version)}/audience`
  return (await releaseClient(upstream, log).get(path, { answer: Audience })).isReleased
}

/** Null: the caller may not, and gets the answer a stranger gets. */
async function readerOf(gateway: AccessParts, http: HttpExchange): Promise<OperatorScope['apps'] | null> {
  const { cookie, authorization } = http.request.headers
  if (cookie === undefined && authorization === undefined) return null
  try {
    return await admitReader(gateway, http)
  } catch (error) {
    if (error instanceof AppError && !error.code.startsWith('UPSTREAM_')) return null
    throw error
  }
}
