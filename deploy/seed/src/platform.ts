import { type FirstOwner, identityContract } from '@portico/identity-contract'
import { clientOf, hasTenant, type SeedServices, seedTenant, type TenantSeed } from './tenants.ts'

/** The password of every user of the demo, in the documentation too. */
export const PUBLIC_PASSWORD = 'portico'

/** Whose people run the platform itself. */
export const PLATFORM: TenantSeed = {
  id: 't_platform',
  slug: 'platform',
  kind: 'platform',
  name: 'Portico 平台',
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  plan: 'internal',
  region: 'cn-east',
  users: [],
}
export const FIRST_OPERATOR = { username: 'operator', displayName: 'Operator on duty 值班' }

/** Ids of the companies that come with the demo. */
const DEMO_TENANTS = ['t_demo', 't_empty']

/** MADE: with a link, shown this once. WAITING: it was shown before, and is not used yet. JOINED: there is an operator. */
export type FirstOperator = FirstOwner

/** Makes the platform's tenant with no user in it, unless it is there. */
export function ensurePlatform(services: SeedServices): Promise<void> {
  return seedTenant(services, PLATFORM, async () => {})
}

/**
 * The first operator of an installation without the demo, by a one-time link. One who still has the demo's password loses
 * it. `isAskedAgain` makes a new link in place of one that was shown before.
 */
export function openFirstOperator(services: SeedServices, isAskedAgain = false): Promise<FirstOperator> {
  const body = { ...FIRST_OPERATOR, isAskedAgain, publicPassword: PUBLIC_PASSWORD }
  const client = clientOf(services, PLATFORM.id)
  return client.call(identityContract, 'openFirstOwner', { params: { id: PLATFORM.id }, body })
}

/** Companies of the demo that an installation still has: their passwords are public. */
export async function findDemoTenants(services: SeedServices): Promise<string[]> {
  const found = await Promise.all(DEMO_TENANTS.map(async id => ((await hasTenant(services, id)) ? [id] : [])))
  return found.flat()
}
