import type { Customer, CustomerChanges, NewCustomer, WantedCustomer } from '@portico/party-contract'
import {
  type CursorKey,
  type Ensured,
  newId,
  problems,
  type SearchCondition,
  SearchIndex,
  type Transaction,
  versionConflict,
} from '@portico/service-kit'
import { nextCustomerNumber } from './customer-number.ts'

const COLUMNS = 'id, code, name, country, phone, email, address, version'

export const customerSearch = new SearchIndex({ table: 'customer', texts: ['code', 'name'] })

export type ListedCustomer = Customer & { sortName: string }

/** The tenant is in every statement for the index; row-level security holds without it too. */
export class CustomerStore {
  readonly #tx: Transaction
  readonly #tenantId: string

  constructor(tx: Transaction, tenantId: string) {
    this.#tx = tx
    this.#tenantId = tenantId
  }

  find(id: string): Promise<Customer | null> {
    return this.#tx.find<Customer>(`select ${COLUMNS} from customer where tenant_id = $1 and id = $2`, [
      this.#tenantId,
      id,
    ])
  }

  listByIds(ids: readonly string[]): Promise<Customer[]> {
    return this.#tx.list<Customer>(`select ${COLUMNS} from customer where tenant_id = $1 and id = any($2)`, [
      this.#tenantId,
      ids,
    ])
  }

  /** For the conditions of `count` and `listPage`. */
  search(text: string | undefined): Promise<SearchCondition> {
    return customerSearch.conditionFor(this.#tx, this.#tenantId, text ?? null)
  }

  async count({ sql, value }: SearchCondition): Promise<number> {
    const { total } = await this.#tx.get<{ total: number }>(
      `select count(*)::int as total from customer
       where tenant_id = $1 and ${sql('$2')}`,
      [this.#tenantId, value],
    )
    return total
  }

  /** By name, upper and lower case alike. */
  listPage(
    { sql, value }: SearchCondition,
    limit: number,
    after: CursorKey | null,
  ): Promise<ListedCustomer[]> {
    const [name, id] = after ?? [null, null]
    return this.#tx.list<ListedCustomer>(
      `select ${COLUMNS}, sort_name as "sortName" from customer
       where tenant_id = $1 and ${sql('$2')}
         and ($3::text is null or (sort_name, id) > ($3, $4))
       order by sort_name, id limit $5`,
      [this.#tenantId, value, name, id, limit],
    )
  }

  /** Throws `CODE_TAKEN`. */
  async create(customer: NewCustomer): Promise<Customer> {
    const code = customer.code?.trim() ?? (await nextCustomerNumber(this.#tx, this.#tenantId))
    const created = await this.#tx.find<Customer>(
      `insert into customer (tenant_id, id, code, name, country, phone, email, address) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (tenant_id, code) do nothing returning ${COLUMNS}`,
      [this.#tenantId, newId(), code, ...values(customer)],
    )
    if (created) return created
    // A number can be taken by hand between choosing and writing it; a code that was asked for cannot be replaced.
    if (customer.code == null) return this.create(customer)
    throw codeTaken(code)
  }

  /** Throws `NOT_FOUND`, `VERSION_CONFLICT`, `CODE_TAKEN`. */
  async update(id: string, version: number, changes: CustomerChanges): Promise<Customer> {
    const found = await this.#lock(id)
    if (found.version !== version) throw versionConflict(found.version)
    const wanted = { ...found, ...changes }
    const code = wanted.code.trim()
    if (code !== found.code) await this.#assertFree(code)
    return this.#tx.get<Customer>(
      `update customer set code = $3, name = $4, country = $5, phone = $6, email = $7, address = $8,
         version = version + 1, updated_at = now()
       where tenant_id = $1 and id = $2 returning ${COLUMNS}`,
      [this.#tenantId, id, code, ...values(wanted)],
    )
  }

  /**
   * Makes those whose code is new; existing ones stay as they are. Letter case makes no second customer: who is known in another case is that one.
   * Safe beside other callers of the same codes.
   */
  async ensure(items: readonly WantedCustomer[]): Promise<Ensured[]> {
    const wanted = new Map(items.map(item => [item.code.trim(), item]))
    const before = await this.#listByFoldedCodes([...wanted.keys()])
    const missing = new Map([...wanted].filter(([code]) => !before.has(code.toLowerCase())))
    const created = await this.#insertMissing(missing)
    // A statement of its own: only a new snapshot sees what concurrent callers committed meanwhile.
    const now = missing.size > 0 ? await this.#listByFoldedCodes([...wanted.keys()]) : before
    return [...wanted.keys()].flatMap(code => {
      const id = now.get(code.toLowerCase())?.get(code) ?? first(now.get(code.toLowerCase()))
      return id ? [{ code, id, isCreated: created.has(id) }] : []
    })
  }

  /** Ids by code, by the code in lower case. */
  async #listByFoldedCodes(codes: readonly string[]): Promise<Map<string, Map<string, string>>> {
    const rows = await this.#tx.list<{ code: string; id: string }>(
      'select code, id from customer where tenant_id = $1 and (code = any($2) or lower(code) = any($3)) order by code',
      [this.#tenantId, codes, codes.map(code => code.toLowerCase())],
    )
    const byFolded = Map.groupBy(rows, ({ code }) => code.toLowerCase())
    return new Map([...byFolded].map(([code, same]) => [code, new Map(same.map(row => [row.code, row.id]))]))
  }

  /** In the order of codes, so that two callers wait for each other instead of locking each other out. */
  async #insertMissing(wanted: Map<string, WantedCustomer>): Promise<Set<string>> {
    const rows = [...wanted].map(([code, item]) => ({ ...item, code, id: newId() }))
    const created = await this.#tx.list<{ id: string }>(
      `insert into customer (tenant_id, id, code, name, country, phone, email, address)
       select $1, id, code, trim(name), nullif(country, ''), nullif(phone, ''), nullif(email, ''), nullif(trim(address), '')
       from jsonb_to_recordset($2) as given(id text, code text, name text, country text, phone text, email text, address text)
       order by code on conflict (tenant_id, code) do nothing returning id`,
      [this.#tenantId, JSON.stringify(rows)],
    )
    return new Set(created.map(({ id }) => id))
  }

  async #lock(id: string): Promise<Customer> {
    const found = await this.#tx.find<Customer>(
      `select ${COLUMNS} from customer where tenant_id = $1 and id = $2 for update`,
      [this.#tenantId, id],
    )
    if (!found) throw customerNotFound(id)
    return found
  }

  async #assertFree(code: string) {
    const holder = await this.#tx.find('select 1 from customer where tenant_id = $1 and code = $2', [
      this.#tenantId,
      code,
    ])
    if (holder) throw codeTaken(code)
  }
}

function customerNotFound(id: string) {
  return problems.NOT_FOUND(`No customer ${id}.`)
}

function codeTaken(code: string) {
  return problems.CODE_TAKEN(`Another customer has the code ${code}.`, { takenCode: code })
}

function values({ name, country, phone, email, address }: Omit<NewCustomer, 'code'>) {
  return [name.trim(), country || null, phone || null, email || null, address?.trim() || null]
}

function first(ids: Map<string, string> | undefined): string | undefined {
  return ids?.values().next().value
}
