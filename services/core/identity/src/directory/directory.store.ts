import type { DirectoryEntry, DirectoryQuery } from '@portico/identity-contract'
import { type CursorKey, containsPattern, type Transaction } from '@portico/service-kit'

const COLUMNS = `id, slug, name, kind, plan, region, created_at as "createdAt", currency, time_zone as "timeZone"`

type Filter = Pick<DirectoryQuery, 'search' | 'plan' | 'region' | 'ids'>

export interface DirectoryRow {
  id: string
  slug: string
  name: string
  kind: DirectoryEntry['kind']
  plan: string | null
  region: string | null
  createdAt: Date
  currency: string
  timeZone: string
}

/** All tenants by name; needs a transaction that says `portico.directory`. */
export class DirectoryStore {
  readonly #tx: Transaction

  constructor(tx: Transaction) {
    this.#tx = tx
  }

  async count(filter: Filter): Promise<number> {
    const { where, values } = conditions(filter)
    const { count } = await this.#tx.get<{ count: number }>(
      `select count(*)::int as count from tenant where ${where}`,
      values,
    )
    return count
  }

  list(filter: Filter, limit: number, after: CursorKey | null): Promise<(DirectoryRow & { key: string })[]> {
    const { where, values } = conditions(filter)
    const [name = null, id = null] = after ?? []
    const [limitAt, nameAt, idAt] = [1, 2, 3].map(more => `$${values.length + more}`)
    return this.#tx.list(
      `select ${COLUMNS}, lower(name) as key from tenant
       where ${where} and (${nameAt}::text is null or (lower(name), id) > (${nameAt}, ${idAt}))
       order by lower(name), id limit ${limitAt}`,
      [...values, limit, name, id],
    )
  }

  listFacts(limit: number, after: string): Promise<Omit<DirectoryRow, 'name' | 'currency' | 'timeZone'>[]> {
    return this.#tx.list(
      `select id, slug, kind, plan, region, created_at as "createdAt" from tenant where id > $2 order by id limit $1`,
      [limit, after],
    )
  }

  /** Each by its id, else by its slug: a list of ids must not change its meaning because a tenant took one as a slug. */
  listNamed(refs: readonly string[]): Promise<{ ref: string; id: string; kind: DirectoryRow['kind'] }[]> {
    return this.#tx.list(
      `select r.ref, coalesce(i.id, s.id) as id, coalesce(i.kind, s.kind) as kind from unnest($1::text[]) as r (ref)
       left join tenant i on i.id = r.ref left join tenant s on s.slug = lower(r.ref)
       where coalesce(i.id, s.id) is not null`,
      [refs],
    )
  }

  /** By slug or id; a slug wins, for people type it. */
  find(ref: string): Promise<DirectoryRow | null> {
    return this.#tx.find<DirectoryRow>(
      `select ${COLUMNS} from tenant where slug = lower($1) or id = $1 order by (slug = lower($1)) desc limit 1`,
      [ref],
    )
  }
}

function conditions({ search = '', plan, region, ids }: Filter) {
  const text = search.normalize('NFKC').trim()
  return {
    where: `($1 = '%%' or name ilike $1 or slug ilike $1 or id ilike $1)
      and ($2::text is null or plan = $2) and ($3::text is null or region = $3)
      and ($4::text[] is null or id = any ($4))`,
    values: [containsPattern(text), plan ?? null, region ?? null, ids?.split(',') ?? null],
  }
}
