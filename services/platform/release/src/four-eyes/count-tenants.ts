import { identityContract } from '@portico/identity-contract'
import {
  callRoute,
  createContext,
  SERVICE_PORTS,
  type ServiceClient,
  type ServiceContext,
} from '@portico/service-kit'
import type { CountTenants } from '../access/cause.ts'
import { isFourEyes } from './is-four-eyes.ts'

const TIMEOUT_MS = 2000

/**
 * Asks identity's directory, at the moment of the change: a list may be all there are. The change itself is a transaction, in
 * which no other service is called; so it is asked before, where four eyes are on.
 */
export function tenantCounter({ clients, database }: Pick<ServiceContext, 'clients' | 'database'>) {
  const identity = clients.connect('identity', SERVICE_PORTS.identity, { timeoutMs: TIMEOUT_MS })
  return async (): Promise<CountTenants> => {
    const count = (await database.transaction({}, isFourEyes)) ? await countAt(identity) : null
    return async () => count
  }
}

async function countAt(identity: ServiceClient): Promise<number | null> {
  try {
    const context = createContext({ tenantId: '' })
    const { totalCount } = await callRoute(identity, identityContract.routes.listDirectory, {
      context,
      query: { first: 1 },
    })
    return totalCount
  } catch {
    return null
  }
}
