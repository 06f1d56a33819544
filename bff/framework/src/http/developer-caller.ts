import { AppError } from '../errors/app-error.ts'
import type { HttpExchange } from '../exchange/http-exchange.ts'
import type { TokenLooks } from '../release/token-looks.ts'
import type { Admission } from './admission.ts'
import { requirePermission } from './release-caller.ts'

export interface DeveloperParts {
  admission: Pick<Admission, 'admit' | 'countToken'>
  tokens: Pick<TokenLooks, 'look'>
}

const PERMISSION = 'platform.develop'

/** Of an answer for developers alone, which is asked for anew each time: gateway and baseline may have changed. */
export const DEVELOPER_HEADERS = { 'cache-control': 'private, no-cache', vary: 'authorization, cookie' }

/**
 * The holder of a token that may develop or publish, or an operator who develops. Faults: UNAUTHENTICATED, FORBIDDEN,
 * FORBIDDEN_SCOPE, those of admission and of `TokenLooks`.
 */
export async function requireDeveloper(
  { admission, tokens }: DeveloperParts,
  http: HttpExchange,
): Promise<void> {
  const { authorization } = http.request.headers
  if (authorization === undefined) {
    const { context } = await admission.admit(http)
    return requirePermission(context.permissions, PERMISSION)
  }
  admission.countToken(http)
  const secret = /^Bearer (\S+)$/i.exec(authorization)?.[1]
  if (secret === undefined)
    throw new AppError('UNAUTHENTICATED', 'Send a token as Authorization: Bearer ptk_...')
  const { name, actions } = await tokens.look(secret)
  if (actions.includes('develop') || actions.includes('publish')) return
  throw new AppError('FORBIDDEN_SCOPE', `The token ${name} may neither develop nor publish.`, {
    action: 'develop',
  })
}

/** Of `if-none-match`. Weak or not: a proxy that compresses weakens it. */
export function isKnownTag(asked: string | undefined, etag: string): boolean {
  const tags = (asked ?? '').split(',').map(tag => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}
