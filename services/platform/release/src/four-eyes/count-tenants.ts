import { createContext, type ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import type { CountTenants } from '../releases/cause.ts'

const TIMEOUT_MS = 2000
const Answer = Type.Object({ totalCount: Type.Integer() })

/** Asks identity's directory, at the moment of the change: a list may be all there are. */
export function tenantCounter({ neighbours }: Pick<ServiceContext, 'neighbours'>): CountTenants {
  const identity = neighbours.connect('identity', 7001, { timeoutMs: TIMEOUT_MS })
  return async () => {
    try {
      const context = createContext({ tenantId: '' })
      const { totalCount } = await identity.call('GET', '/directory?first=1', { context, answer: Answer })
      return totalCount
    } catch {
      return null
    }
  }
}
