import type { IncomingMessage } from 'node:http'
import { AppError } from '../errors/app-error.ts'
import { originOf } from './client.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what another site made the browser send. A header of our own cannot be set by a form, and needs a preflight
 * that is never answered here; Origin and Sec-Fetch-Site are the second and third lock.
 */
export function assertSameSite(request: IncomingMessage, isBehindProxy: boolean): void {
  if (SAFE_METHODS.has(request.method ?? '')) return
  const { origin, 'sec-fetch-site': site, 'x-portico-csrf': token } = request.headers
  if (token !== '1') throw new AppError('CSRF_REQUIRED')
  const isForeign = origin !== undefined && origin !== originOf(request, isBehindProxy)
  if (isForeign || site === 'cross-site' || site === 'same-site') {
    throw new AppError('CROSS_SITE')
  }
}
