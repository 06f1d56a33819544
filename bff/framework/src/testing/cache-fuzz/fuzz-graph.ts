import type { GraphContext } from '../../graphql/context.ts'
import type { GraphModule } from '../../graphql/module.ts'
import type { RequestContext } from '../../graphql/request-context.ts'

const SERVICE = 'things'

/** What the services hold: tenant and id -> how often it was written. Shared by all gateways and revisions. */
export class FuzzWorld {
  readonly #versions = new Map<string, number>()
  /** Turns of the loop that reading takes, so that reads and writes cross. */
  delay: () => number = () => 0

  read(tenantId: string, id: string): number {
    return this.#versions.get(`${tenantId} ${id}`) ?? 0
  }

  write(tenantId: string, id: string): void {
    this.#versions.set(`${tenantId} ${id}`, this.read(tenantId, id) + 1)
  }

  async wait(): Promise<void> {
    for (let left = this.delay(); left > 0; left -= 1) await new Promise(resolve => setImmediate(resolve))
  }
}

/** One thing, as the user who asks may see it: by tenant, way, write and, where it says so, role or user. */
export function fuzzModule(world: FuzzWorld, typeDefs: URL): GraphModule {
  const read = async (_: unknown, { id }: { id: string }, context: GraphContext) => {
    // Which revision a call would reach is known to the framework's own context alone.
    const revision = (context as RequestContext).revisionOf(SERVICE)
    await world.wait()
    const version = world.read(context.tenantId, id)
    await world.wait()
    return {
      id,
      tenant: context.tenantId,
      currency: context.tenant.currency,
      revision,
      version,
      locale: context.locale,
    }
  }
  const secret = (_: unknown, __: unknown, context: GraphContext) => `secret of ${context.tenantId}`
  // Its hint says that all may have it.
  const mistaken = (_: unknown, __: unknown, context: GraphContext) => context.user.id
  const mine = (_: unknown, __: unknown, context: GraphContext) => context.user.id
  return {
    name: 'fuzz',
    typeDefs,
    resolvers: {
      Query: { thing: read, open: read, own: read, unhinted: () => 'x' },
      Thing: { secret, mistaken, mine, unhinted: () => 'x' },
    },
  }
}
