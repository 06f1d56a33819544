import type { DirectoryEntry } from '@portico/identity-contract'
import type { GraphService } from '@portico/micro-app'
import { useShell } from '@portico/micro-app/react'
import type { Page } from '@portico/release'
import { useQuery } from '@tanstack/react-query'
import { ReleaseClient } from '../../release-client/release-client.ts'

/** A page of the directory; so many ids still fit into an address. */
const MAX_AT_ONCE = 100
/** Names change rarely. */
const STALE_MS = 5 * 60_000

type Named = Pick<DirectoryEntry, 'id' | 'slug' | 'name'>
interface Waiting {
  id: string
  resolve(tenant: Named | null): void
  reject(error: unknown): void
}

/** Ids that are asked for in the same turn go into one question: a list of members is hundreds of them. */
export class TenantNames {
  readonly #client: ReleaseClient
  #waiting: Waiting[] = []

  constructor(client: ReleaseClient) {
    this.#client = client
  }

  /** Null: the directory knows no such tenant. */
  find(id: string): Promise<Named | null> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ id, resolve, reject })
      if (this.#waiting.length === 1) setTimeout(() => this.#ask())
    })
  }

  #ask(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (let from = 0; from < waiting.length; from += MAX_AT_ONCE) {
      void this.#askFor(waiting.slice(from, from + MAX_AT_ONCE))
    }
  }

  async #askFor(waiting: Waiting[]): Promise<void> {
    try {
      const ids = waiting.map(({ id }) => id).join(',')
      const { items } = await this.#client.ask<Page<Named>>('/directory', { ids, first: MAX_AT_ONCE })
      for (const { id, resolve } of waiting) resolve(items.find(item => item.id === id) ?? null)
    } catch (error) {
      for (const { reject } of waiting) reject(error)
    }
  }
}

const namesOf = new WeakMap<GraphService, TenantNames>()

/** Undefined until it is known; null where the directory knows no such tenant. */
export function useTenantName(tenantId: string): Named | null | undefined {
  const { graph } = useShell()
  return useQuery({
    queryKey: ['directory', 'name', tenantId],
    queryFn: () => sharedNames(graph).find(tenantId),
    staleTime: STALE_MS,
  }).data
}

/** One for all components of a page, so that their questions meet. */
function sharedNames(graph: GraphService): TenantNames {
  const names = namesOf.get(graph) ?? new TenantNames(new ReleaseClient(graph))
  namesOf.set(graph, names)
  return names
}
