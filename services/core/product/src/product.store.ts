import type { NewProduct, Product, ProductChanges } from '@portico/product-contract'
import { type Ensured, newId, type Transaction, versionConflict } from '@portico/service-kit'
import { barcodeTaken, codeTaken, orTaken, productNotFound } from './problems.ts'
import { COLUMNS } from './product.columns.ts'

const DEFAULT_UNIT = 'pcs'

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

  /** Throws `CODE_TAKEN`, `BARCODE_TAKEN`. */
  async create(product: NewProduct): Promise<Product> {
    const wanted = clean(product)
    const created = await this.#tx.find<Product>(
      `insert into product (tenant_id, id, code, barcode, name, category, unit, kind, is_active)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning ${COLUMNS}`,
      [this.#tenantId, newId(), ...valuesOf(wanted)],
    )
    return created ?? this.#refuseTaken(wanted)
  }

  /** Throws `NOT_FOUND`, `VERSION_CONFLICT`, `CODE_TAKEN`, `BARCODE_TAKEN`. */
  async update(id: string, version: number, changes: ProductChanges): Promise<Product> {
    const found = await this.#lock(id)
    if (found.version !== version) throw versionConflict(found.version)
    const wanted = clean({ ...found, ...changes })
    await this.#assertFree(wanted, id)
    const updated = this.#tx.get<Product>(
      `update product set code = $3, barcode = $4, name = $5, category = $6, unit = $7, kind = $8, is_active = $9,
         version = version + 1, updated_at = now()
       where tenant_id = $1 and id = $2 returning ${COLUMNS}`,
      [this.#tenantId, id, ...valuesOf(wanted)],
    )
    return updated.catch(error => orTaken(error, wanted))
  }

  /**
   * Makes those whose code is new; existing ones stay as they are. Letter case makes no second product: what is known in another case is that one.
   * Safe beside other callers of the same codes.
   */
  async ensure(items: readonly NewProduct[]): Promise<Ensured[]> {
    const wanted = new Map(items.map(item => [item.code.trim(), item]))
    const before = await this.#listByFoldedCodes([...wanted.keys()])
    const missing = [...wanted].filter(([code]) => !before.has(code.toLowerCase())).map(([, item]) => item)
    const created = await this.#insertMissing(missing)
    // A statement of its own: only a new snapshot sees what concurrent callers committed meanwhile.
    const now = missing.length > 0 ? await this.#listByFoldedCodes([...wanted.keys()]) : before
    return [...wanted.keys()].flatMap(code => {
      const id = now.get(code.toLowerCase())?.get(code) ?? first(now.get(code.toLowerCase()))
      return id ? [{ code, id, isCreated: created.has(id) }] : []
    })
  }

  /** Ids by code, by the code in lower case. */
  async #listByFoldedCodes(codes: readonly string[]): Promise<Map<string, Map<string, string>>> {
    const rows = await this.#tx.list<{ code: string; id: string }>(
      'select code, id from product where tenant_id = $1 and (code = any($2) or lower(code) = any($3)) order by code',
      [this.#tenantId, codes, codes.map(code => code.toLowerCase())],
    )
    const byFolded = Map.groupBy(rows, ({ code }) => code.toLowerCase())
    return new Map([...byFolded].map(([code, same]) => [code, new Map(same.map(row => [row.code, row.id]))]))
  }

  /** In the order of codes, so that two callers wait for each other instead of locking each other out. */
  async #insertMissing(items: readonly NewProduct[]): Promise<Set<string>> {
    const rows = items.map(item => ({ id: newId(), ...clean(item) }))
    const created = await this.#tx.list<{ id: string }>(
      `insert into product (tenant_id, id, code, barcode, name, category, unit, kind, is_active)
       select $1, id, code, barcode, name, category, unit, kind, "isActive"
       from jsonb_to_recordset($2) as given(id text, code text, barcode text, name text, category text, unit text,
         kind text, "isActive" boolean)
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

  /** Another product than `id`. */
  async #assertFree(wanted: CleanProduct, id: string) {
    const others = (await this.#holdersOf(wanted)).filter(holder => holder.id !== id)
    if (others.length > 0) refuse(wanted, others)
  }

  /** The insert met a row that another transaction may have just committed; only a new statement sees it. */
  async #refuseTaken(wanted: CleanProduct): Promise<never> {
    return refuse(wanted, await this.#holdersOf(wanted))
  }

  #holdersOf({ code, barcode }: CleanProduct): Promise<Holder[]> {
    return this.#tx.list<Holder>(
      'select id, code, barcode from product where tenant_id = $1 and (code = $2 or barcode = $3)',
      [this.#tenantId, code, barcode],
    )
  }
}

type Holder = Pick<Product, 'id' | 'code' | 'barcode'>
type CleanProduct = Required<NewProduct> & { barcode: string | null }

function refuse({ code, barcode }: CleanProduct, holders: Holder[]): never {
  if (holders.some(holder => holder.code === code)) throw codeTaken(code)
  const holder = holders.find(each => barcode !== null && each.barcode === barcode)
  throw holder && barcode ? barcodeTaken(barcode, holder.code) : codeTaken(code)
}

function clean({
  unit = DEFAULT_UNIT,
  kind = 'GOODS',
  isActive = true,
  ...product
}: NewProduct): CleanProduct {
  return {
    code: product.code.trim(),
    barcode: product.barcode?.trim() || null,
    name: product.name.trim(),
    category: product.category?.trim() || null,
    unit: unit.trim(),
    kind,
    isActive,
  }
}

function valuesOf({ code, barcode, name, category, unit, kind, isActive }: CleanProduct) {
  return [code, barcode, name, category, unit, kind, isActive]
}

function first(ids: Map<string, string> | undefined): string | undefined {
  return ids?.values().next().value
}
