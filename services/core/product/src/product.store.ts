import { type CursorKey, newId, problems, type Transaction, versionConflict } from '@portico/service-kit'
import type { EnsuredProduct, NewProduct, Product, ProductChanges } from './product.schema.ts'

const COLUMNS = 'id, code, name, category, unit, kind, is_active as "isActive", version'
const DEFAULT_UNIT = 'pcs'

export interface ProductFilter {
  /** A `like` pattern over code and name. */
  pattern: string | null
  category: string | null
}

const MATCHES = `tenant_id = $1 and ($2::text is null or code ilike $2 or name ilike $2)
  and ($3::text is null or category = $3)`

/** The tenant is in every statement for the index; row-level security holds without it too. */
export class ProductStore {
  readonly #tx: Transaction
  readonly #tenantId: string

  constructor(tx: Transaction, tenantId: string) {
    this.#tx = tx
    this.#tenantId = tenantId
  }

  find(id: string): Promise<Product | null> {
    return this.#tx.find<Product>(`select ${COLUMNS} from product where tenant_id = $1 and id = $2`, [
      this.#tenantId,
      id,
    ])
  }

  listByIds(ids: readonly string[]): Promise<Product[]> {
    return this.#tx.list<Product>(`select ${COLUMNS} from product where tenant_id = $1 and id = any($2)`, [
      this.#tenantId,
      ids,
    ])
  }

  async count({ pattern, category }: ProductFilter): Promise<number> {
    const { total } = await this.#tx.get<{ total: number }>(
      `select count(*)::int as total from product where ${MATCHES}`,
      [this.#tenantId, pattern, category],
    )
    return total
  }

  /** By code. */
  listPage({ pattern, category }: ProductFilter, limit: number, after: CursorKey | null): Promise<Product[]> {
    return this.#tx.list<Product>(
      `select ${COLUMNS} from product where ${MATCHES} and ($4::text is null or code > $4) order by code limit $5`,
      [this.#tenantId, pattern, category, after?.[0] ?? null, limit],
    )
  }

  /** Throws `CODE_TAKEN`. */
  async create(product: NewProduct): Promise<Product> {
    const created = await this.#tx.find<Product>(
      `insert into product (tenant_id, id, code, name, category, unit, kind) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (tenant_id, code) do nothing returning ${COLUMNS}`,
      [this.#tenantId, newId(), ...values(product)],
    )
    if (!created) throw codeTaken(product.code)
    return created
  }

  /** Throws `NOT_FOUND`, `VERSION_CONFLICT`, `CODE_TAKEN`. */
  async update(id: string, version: number, changes: ProductChanges): Promise<Product> {
    const found = await this.#lock(id)
    if (found.version !== version) throw versionConflict(found.version)
    const wanted = { ...found, ...changes }
    if (wanted.code.trim() !== found.code) await this.#assertFree(wanted.code.trim())
    return this.#tx.get<Product>(
      `update product set code = $3, name = $4, category = $5, unit = $6, kind = $7, is_active = $8,
         version = version + 1, updated_at = now()
       where tenant_id = $1 and id = $2 returning ${COLUMNS}`,
      [this.#tenantId, id, ...values(wanted), wanted.isActive],
    )
  }

  /** Makes those whose code is new; existing ones stay as they are. Safe beside other callers of the same codes. */
  async ensure(items: readonly NewProduct[]): Promise<EnsuredProduct[]> {
    const wanted = new Map(items.map(item => [item.code.trim(), item]))
    const created = await this.#insertMissing([...wanted.values()])
    // A statement of its own: only a new snapshot sees what concurrent callers committed meanwhile.
    const rows = await this.#tx.list<{ code: string; id: string }>(
      'select code, id from product where tenant_id = $1 and code = any($2)',
      [this.#tenantId, [...wanted.keys()]],
    )
    return rows.map(row => ({ ...row, isCreated: created.has(row.id) }))
  }

  /** In the order of codes, so that two callers wait for each other instead of locking each other out. */
  async #insertMissing(items: readonly NewProduct[]): Promise<Set<string>> {
    const rows = items.map(item => {
      const [code, name, category, unit, kind] = values(item)
      return { id: newId(), code, name, category, unit, kind }
    })
    const created = await this.#tx.list<{ id: string }>(
      `insert into product (tenant_id, id, code, name, category, unit, kind)
       select $1, id, code, name, category, unit, kind
       from jsonb_to_recordset($2) as given(id text, code text, name text, category text, unit text, kind text)
       order by code on conflict (tenant_id, code) do nothing returning id`,
      [this.#tenantId, JSON.stringify(rows)],
    )
    return new Set(created.map(({ id }) => id))
  }

  async #lock(id: string): Promise<Product> {
    const found = await this.#tx.find<Product>(
      `select ${COLUMNS} from product where tenant_id = $1 and id = $2 for update`,
      [this.#tenantId, id],
    )
    if (!found) throw productNotFound(id)
    return found
  }

  async #assertFree(code: string) {
    const holder = await this.#tx.find('select 1 from product where tenant_id = $1 and code = $2', [
      this.#tenantId,
      code,
    ])
    if (holder) throw codeTaken(code)
  }
}

export function productNotFound(id: string) {
  return problems.NOT_FOUND(`No product ${id}.`)
}

function codeTaken(code: string) {
  return problems.CODE_TAKEN(`Another product has the code ${code.trim()}.`, { takenCode: code.trim() })
}

function values({ code, name, category, unit = DEFAULT_UNIT, kind = 'GOODS' }: NewProduct) {
  return [code.trim(), name.trim(), category || null, unit.trim(), kind]
}
