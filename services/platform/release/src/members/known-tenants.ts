import { Readable } from 'node:stream'
import { SERVICE_PORTS, type ServiceClient, type ServiceContext } from '@portico/service-kit'
import { nameTenants, tenantUnknown } from './read-directory.ts'

const TIMEOUT_MS = 10_000

/** Tenants as people and files name them, by the directory. */
export class KnownTenants {
  readonly #identity: ServiceClient

  constructor({ clients }: Pick<ServiceContext, 'clients'>) {
    this.#identity = clients.connect('identity', SERVICE_PORTS.identity, { timeoutMs: TIMEOUT_MS })
  }

  /**
   * The ids behind ids and slugs. One that the directory does not know is refused, or with `isForced` kept as it is: it may
   * be of a tenant that is yet to come. While the directory is away all are kept as they are. Not inside a transaction.
   * Throws TENANT_UNKNOWN with the unknown ones.
   */
  async idsOf(refs: readonly string[], isForced: boolean): Promise<string[]> {
    if (refs.length === 0) return []
    const found = await this.#find(refs)
    if (found === null) return [...refs]
    const unknown = refs.filter(ref => !found.has(ref))
    if (unknown.length > 0 && !isForced)
      throw tenantUnknown(
        unknown,
        shown => `The directory knows no tenant ${shown}. Correct them, or force it.`,
      )
    return refs.map(ref => found.get(ref) ?? ref)
  }

  /** Null: the directory does not answer. */
  async #find(refs: readonly string[]): Promise<Map<string, string> | null> {
    try {
      const items = await nameTenants(this.#identity, refs)
      return new Map(items.map(({ ref, id }) => [ref, id]))
    } catch {
      return null
    }
  }
}

/**
 * The lines of a file by their ids, all asked for before the first is given: a transaction must not wait for the directory.
 * They are kept as texts, 30 MB for a million tenants.
 */
export async function idsOfBatches(
  tenants: KnownTenants,
  batches: AsyncIterable<string[]>,
  isForced: boolean,
): Promise<AsyncIterable<string[]>> {
  const texts: string[] = []
  for await (const batch of batches) texts.push((await tenants.idsOf(batch, isForced)).join('\n'))
  return Readable.from(texts).map((text: string) => text.split('\n'))
}
