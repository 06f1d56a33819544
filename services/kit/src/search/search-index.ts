import type { Transaction } from '../database/transaction.ts'
import { type Clearing, clearByTenant } from '../sweep/sweep.ts'
import { containsPattern } from '../values/search.ts'
import { cutWaiting, ID_BYTES, SEGMENT_ROWS } from './cut.ts'
import { gramsToAsk } from './grams.ts'

/** Above so many, rows are read in the order of the list until a page is full: matches that are many are met soon. */
const MAX_CANDIDATES = 2000
/** Of a tenant whose rows were just written, or whose sweep is away. */
const MAX_PENDING = 4 * SEGMENT_ROWS
/** Of 64 rows one is in the sample. */
const SAMPLES_OF_SEGMENT = SEGMENT_ROWS / 64
const TENANTS_AT_ONCE = 100

export interface SearchedTable {
  /** The table, which `portico_searched` was called for. Its key is (tenant_id, id). */
  table: string
  texts: readonly string[]
}

/** The rows a text stands in. `ids` null: there are many, or it is not known which; each row must be looked at. */
export interface SearchMatches {
  ids: string[] | null
}

export interface SearchCondition {
  sql(placeholder: string): string
  value: string | string[] | null
}

/** Rows by their segment and their place in it, side by side. */
interface Places {
  segments: number[]
  places: number[]
}

/** Finds a text anywhere in a tenant's rows, as `ilike` does, without reading them all. */
export class SearchIndex {
  readonly #searched: SearchedTable

  constructor(searched: SearchedTable) {
    this.#searched = searched
  }

  /** What `ilike` asks of a row; `placeholder` is that of `containsPattern`. */
  condition(placeholder: string): string {
    return `(${this.#searched.texts.map(text => `${text} ilike ${placeholder}`).join(' or ')})`
  }

  /** The condition of a statement for `search`, with the one value that it asks for. */
  async conditionFor(tx: Transaction, tenantId: string, search: string | null): Promise<SearchCondition> {
    if (!search) return { sql: placeholder => `${placeholder}::text is null`, value: null }
    const { ids } = await this.find(tx, tenantId, search)
    return ids
      ? { sql: placeholder => `id = any(${placeholder}::text[])`, value: ids }
      : { sql: placeholder => this.condition(placeholder), value: containsPattern(search) }
  }

  async find(tx: Transaction, tenantId: string, search: string): Promise<SearchMatches> {
    const pending = await this.#listPending(tx, tenantId)
    if (pending.length > MAX_PENDING) return { ids: null }
    const places = await this.#findPlaces(tx, tenantId, search)
    if (places === null) return { ids: null }
    const candidates = [...pending, ...(await this.#idsAt(tx, tenantId, places))]
    if (candidates.length === 0) return { ids: [] }
    const { table } = this.#searched
    const rows = await tx.list<{ id: string }>(
      `select id from ${table} where tenant_id = $1 and id = any($2) and ${this.condition('$3')}`,
      [tenantId, candidates, containsPattern(search)],
    )
    return { ids: rows.map(({ id }) => id) }
  }

  /** Rows that wait to be cut; more than are allowed when there are too many to look at. */
  async #listPending(tx: Transaction, tenantId: string): Promise<string[]> {
    const rows = await tx.list<{ id: string }>(
      'select id from search_pending where tenant_id = $1 and subject = $2 limit $3',
      [tenantId, this.#searched.table, MAX_PENDING + 1],
    )
    return rows.map(({ id }) => id)
  }

  /** Where all grams of the text stand; null: in too many places. */
  async #findPlaces(tx: Transaction, tenantId: string, search: string): Promise<Places | null> {
    const grams = gramsToAsk(search)
    const found = await tx.list<{ segment: number; count: number; bits: string }>(
      `select segment, bit_count(bits)::int as count, bits::text as bits from (
         select segment, bit_and(entries) as bits from search_gram
         where tenant_id = $1 and subject = $2 and gram = any($3) group by segment having count(*) = $4
       ) as alike where bit_count(bits) > 0`,
      [tenantId, this.#searched.table, grams, grams.length],
    )
    const total = found.reduce((sum, { count }) => sum + count, 0)
    return total > MAX_CANDIDATES ? null : placesOf(found)
  }

  async #idsAt(tx: Transaction, tenantId: string, { segments, places }: Places): Promise<string[]> {
    if (segments.length === 0) return []
    const rows = await tx.list<{ id: string }>(
      `select rtrim(convert_from(substr(s.ids, w.place * ${ID_BYTES} + 1, ${ID_BYTES}), 'UTF8')) as id
       from unnest($3::int[], $4::int[]) as w (segment, place)
       join search_segment s on s.tenant_id = $1 and s.subject = $2 and s.segment = w.segment`,
      [tenantId, this.#searched.table, segments, places],
    )
    return rows.map(({ id }) => id)
  }

  /** For the sweep: cuts the texts of rows that have come since, where a tenant has many. */
  readonly cutting: Clearing = clearByTenant({
    find: async (tx, limit) => {
      const rows = await tx.list<{ id: string }>(
        `select tenant_id as id from search_pending where is_sample and subject = $1
           and tenant_id not in (select tenant_id from tenant_fence where state <> 'here')
         group by tenant_id having count(*) >= $2 order by count(*) desc limit $3`,
        [this.#searched.table, SAMPLES_OF_SEGMENT, Math.min(limit, TENANTS_AT_ONCE)],
      )
      return rows.map(({ id }) => id)
    },
    clear: (tx, tenantId) => this.cut(tx, tenantId),
  })

  /** Cuts the texts of up to 1,024 rows that wait, of not fewer than `atLeast`; gives how many. */
  cut(tx: Transaction, tenantId: string, options?: { atLeast: number }): Promise<number> {
    return cutWaiting(tx, tenantId, this.#searched, options?.atLeast)
  }
}

function placesOf(found: readonly { segment: number; bits: string }[]): Places {
  const all: Places = { segments: [], places: [] }
  for (const { segment, bits } of found)
    for (let place = bits.indexOf('1'); place >= 0; place = bits.indexOf('1', place + 1)) {
      all.segments.push(segment)
      all.places.push(place)
    }
  return all
}
