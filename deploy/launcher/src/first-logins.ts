import {
  ensurePlatform,
  type FirstOperator,
  findDemoTenants,
  openFirstOperator,
  type SeedOptions,
  type Services,
  seedDemo,
} from '@portico/seed'
import type { Settings } from './settings.ts'

/** Null: the demo's, whose passwords are in the documentation. */
export type FirstLogins = RealLogins | null

export interface RealLogins {
  operator: FirstOperator
  /** Companies of a demo that was once asked for on this database. */
  demoTenants: string[]
}

/** The demo where it is wanted, else the platform's tenant with no user in it. */
export function prepareTenants({ hasDemo }: Settings, services: SeedOptions): Promise<void> {
  return hasDemo ? seedDemo(services) : ensurePlatform(services)
}

/** Last of all: a link is made only once it can be shown. */
export async function openLogins({ hasDemo }: Settings, services: Services): Promise<FirstLogins> {
  if (hasDemo) return null
  return { operator: await openFirstOperator(services), demoTenants: await findDemoTenants(services) }
}
