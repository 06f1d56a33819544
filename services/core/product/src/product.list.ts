import type { Product, ProductFilter, ProductSort } from '@portico/product-contract'
import { type CursorKey, type SearchCondition, SearchIndex, type Transaction } from '@portico/service-kit'
import { COLUMNS } from './product.columns.ts'

const MAX_CATEGORIES = 200

export const productSearch = new SearchIndex({ table: 'product', texts: ['code', 'name', 'barcode'] })

/** What a list is asked for, its text looked up. */
interface FoundProducts {
  found: SearchCondition
  filter: ProductFilter
}

export async function lookUpProducts(
  tx: Transaction,
  tenantId: string,
  filter: ProductFilter,
): Promise<FoundProducts> {
  return { found: await productSearch.conditionFor(tx, tenantId, filter.search?.trim() ?? null), filter }
}

const matches = ({ found }: FoundProducts) => `tenant_id = $1 and ${found.sql('$2')}
  and ($3::text is null or category = $3) and ($4::text is null or kind = $4)
  and ($5::boolean is null or is_active = $5)`

export async function countProducts(
  tx: Transaction,
  tenantId: string,
  asked: FoundProducts,
): Promise<number> {
  const { total } = await tx.get<{ total: number }>(
    `select count(*)::int as total from product where ${matches(asked)}`,
    filterValues(tenantId, asked),
  )
  return total
}

/** One product after the other in the order of `sort`; names that are alike by id. */
export function listProducts(
  tx: Transaction,
  tenantId: string,
  asked: FoundProducts,
  { sort, limit, after }: { sort: ProductSort; limit: number; after: CursorKey | null },
): Promise<Product[]> {
  const isDescending = sort.endsWith('DESC')
  const [key, direction, beyond] = [keyOf(sort), isDescending ? 'desc' : 'asc', isDescending ? '<' : '>']
  return tx.list<Product>(
    `select ${COLUMNS} from product where ${matches(asked)}
       and ($6::text is null or (${key}, id) ${beyond} ($6::text collate "C", $7::text))
     order by ${key} ${direction}, id ${direction} limit $8`,
    [...filterValues(tenantId, asked), after?.[0] ?? null, after?.[1] ?? null, limit],
  )
}

export function cursorOf({ code, name, id }: Product, sort: ProductSort): CursorKey {
  return [sort.startsWith('NAME') ? name : code, id]
}

/** The categories in use, by name; the first 200. */
export async function listCategories(tx: Transaction, tenantId: string): Promise<string[]> {
  const rows = await tx.list<{ category: string }>(
    `select distinct category from product where tenant_id = $1 and category is not null
     order by category limit $2`,
    [tenantId, MAX_CATEGORIES],
  )
  return rows.map(({ category }) => category)
}

/** The products that one of these is the code or the barcode of. */
export function listByLabels(
  tx: Transaction,
  tenantId: string,
  labels: readonly string[],
): Promise<Product[]> {
  return tx.list<Product>(
    `select ${COLUMNS} from product where tenant_id = $1 and (code = any($2) or barcode = any($2)) order by code`,
    [tenantId, labels],
  )
}

function keyOf(sort: ProductSort): string {
  return sort.startsWith('NAME') ? 'name collate "C"' : 'code'
}

function filterValues(tenantId: string, { found, filter: { category, kind, isActive } }: FoundProducts) {
  return [tenantId, found.value, category || null, kind ?? null, isActive ?? null]
}
