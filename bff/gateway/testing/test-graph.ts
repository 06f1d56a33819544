import { createTestGraph, type GraphAnswer, testSession } from '@portico/bff-framework/testing'
import { modules } from '../app/modules/index.ts'

export const OWNER_PERMISSIONS = [
  'sales.order.read',
  'sales.order.write',
  'sales.order.import',
  'inventory.stock.read',
  'inventory.stock.adjust',
  'inventory.settings.write',
  'catalog.product.read',
  'catalog.product.write',
  'party.customer.read',
  'party.customer.write',
  'workbench.read',
  'people.user.read',
  'people.user.write',
  'people.role.write',
  'people.audit.read',
]

export const CLERK_PERMISSIONS = [
  'sales.order.read',
  'sales.order.write',
  'catalog.product.read',
  'party.customer.read',
]

export interface Answer extends Omit<GraphAnswer, 'data'> {
  /** JSON of the shape the test asked for. */
  data: ReturnType<typeof JSON.parse>
}

/** Left out: everything, for the tenant `t_demo`. */
interface Asker {
  permissions?: string[]
  tenantId?: string
}

export interface TestGraph {
  ask(query: string, variables?: Record<string, unknown>, asker?: Asker): Promise<Answer>
  close(): Promise<void>
}

/** The gateway's own modules over services at these URLs. */
export function openGraph(urls: Record<string, string>): TestGraph {
  const graph = createTestGraph(modules, urls, testSession(OWNER_PERMISSIONS, 't_demo'))
  return {
    async ask(query, variables, { permissions = OWNER_PERMISSIONS, tenantId = 't_demo' } = {}) {
      const answer = await graph.run(query, variables, testSession(permissions, tenantId))
      return JSON.parse(JSON.stringify(answer))
    },
    close: () => graph.close(),
  }
}
