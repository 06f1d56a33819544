import type { Tenant, WantedTenant } from '@portico/identity-contract'
import type { Transaction } from '@portico/service-kit'
import { identityProblems } from '../problems/identity-problems.ts'

const COLUMNS = 'id, slug, name, currency, time_zone as "timeZone", plan, region, created_at as "createdAt"'
const SLUG_TAKEN = 'tenant_slug_key'

type Row = Omit<Tenant, 'plan' | 'region' | 'createdAt'> & {
  plan: string | null
  region: string | null
  createdAt: Date
}

/** Row-level security shows the caller's tenant, or the one a login names. */
export class TenantStore {
  readonly #tx: Transaction

  constructor(tx: Transaction) {
    this.#tx = tx
  }

  async findBySlug(slug: string): Promise<Tenant | null> {
    const row = await this.#tx.find<Row>(`select ${COLUMNS} from tenant where slug = $1`, [slug])
    return row && toTenant(row)
  }

  async listByIds(ids: readonly string[]): Promise<Tenant[]> {
    const rows = await this.#tx.list<Row>(`select ${COLUMNS} from tenant where id = any($1)`, [ids])
    return rows.map(toTenant)
  }

  /** Makes the tenant or changes it; plan, region and age stay as they are when left out. Throws `SLUG_TAKEN`. */
  async put(id: string, wanted: WantedTenant): Promise<Tenant> {
    const { slug, name, currency, timeZone, kind = 'merchant' } = wanted
    const { plan = null, region = null, createdAt = null } = wanted
    try {
      const row = await this.#tx.get<Row>(
        `insert into tenant as known (id, slug, name, currency, time_zone, plan, region, created_at, kind)
         values ($1, $2, $3, $4, $5, $6, $7, coalesce($8::timestamptz, now()), $9)
         on conflict (id) do update set slug = excluded.slug, name = excluded.name, currency = excluded.currency,
           time_zone = excluded.time_zone, plan = coalesce(excluded.plan, known.plan),
           region = coalesce(excluded.region, known.region),
           created_at = coalesce($8::timestamptz, known.created_at), updated_at = now()
         returning ${COLUMNS}`,
        [id, slug, name.trim(), currency, timeZone, plan, region, createdAt, kind],
      )
      return toTenant(row)
    } catch (error) {
      if (!isSlugTaken(error)) throw error
      throw identityProblems.SLUG_TAKEN(`Another tenant has the slug ${slug}.`, {}, error)
    }
  }
}

function toTenant({ plan, region, createdAt, ...tenant }: Row): Tenant {
  return {
    ...tenant,
    ...(plan === null ? {} : { plan }),
    ...(region === null ? {} : { region }),
    createdAt: createdAt.toISOString(),
  }
}

function isSlugTaken(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === SLUG_TAKEN
}
