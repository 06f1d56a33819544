import type { Keyring } from '@portico/release/trust'
import { ServiceClient } from './service-client.ts'

export interface SeedServices {
  /** Base URLs of the services by name. */
  serviceUrls: Record<string, string>
  /** The launcher's: what it signs its calls with. */
  keyring: Keyring
}

interface TenantFacts {
  slug: string
  name: string
  currency: string
  timeZone: string
  /** What releases may choose tenants by; `createdAt` is an ISO instant. */
  plan: string
  region: string
  /** Left out: now. */
  createdAt?: string
  kind?: 'platform'
}

export interface TenantSeed extends TenantFacts {
  id: string
  users: { username: string; displayName: string; password: string; role: string }[]
}

export function clientOf({ serviceUrls, keyring }: SeedServices, tenantId: string): ServiceClient {
  return new ServiceClient(serviceUrls, keyring, tenantId)
}

/** Whether identity has the tenant. */
export async function hasTenant(services: SeedServices, tenantId: string): Promise<boolean> {
  return (await clientOf(services, tenantId).find('identity', `/tenants/${tenantId}`)) !== null
}

/** Fills the tenant and then makes it, unless it is there. */
export async function seedTenant(
  services: SeedServices,
  tenant: TenantSeed,
  fill: (client: ServiceClient) => Promise<void>,
) {
  const client = clientOf(services, tenant.id)
  const { id, ...body } = tenant
  const path = `/tenants/${id}`
  const found = await client.find<Partial<TenantFacts>>('identity', path)
  if (!found) await fill(client)
  // One that was made before tenants had a plan gets it now; its users are left alone.
  if (!found?.plan)
    await client.send('identity', { method: 'PUT', path, body: found ? { ...body, users: [] } : body })
}
