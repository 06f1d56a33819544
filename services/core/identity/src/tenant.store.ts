import type { Transaction } from '@portico/service-kit'
import type { Tenant, WantedTenant } from './identity.schema.ts'
import { identityProblems } from './problems.ts'

const COLUMNS = 'id, slug, name, currency, time_zone as "timeZone"'
const SLUG_TAKEN = 'tenant_slug_key'

/** Row-level security shows the caller's tenant, or the one a login names. */
export class TenantStore {
  readonly #tx: Transaction

  constructor(tx: Transaction) {
    this.#tx = tx
  }

  findBySlug(slug: string): Promise<Tenant | null> {
    return this.#tx.find<Tenant>(`select ${COLUMNS} from tenant where slug = $1`, [slug])
  }

  listByIds(ids: readonly string[]): Promise<Tenant[]> {
    return this.#tx.list<Tenant>(`select ${COLUMNS} from tenant where id = any($1)`, [ids])
  }

  /** Makes the tenant or changes it. Throws `SLUG_TAKEN`. */
  async put(id: string, { slug, name, currency, timeZone }: WantedTenant): Promise<Tenant> {
    try {
      return await this.#tx.get<Tenant>(
        `insert into tenant (id, slug, name, currency, time_zone) values ($1, $2, $3, $4, $5)
         on conflict (id) do update set slug = excluded.slug, name = excluded.name, currency = excluded.currency,
           time_zone = excluded.time_zone, updated_at = now()
         returning ${COLUMNS}`,
        [id, slug, name.trim(), currency, timeZone],
      )
    } catch (error) {
      if (!isSlugTaken(error)) throw error
      throw identityProblems.SLUG_TAKEN(`Another tenant has the slug ${slug}.`, {}, error)
    }
  }
}

function isSlugTaken(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === SLUG_TAKEN
}
