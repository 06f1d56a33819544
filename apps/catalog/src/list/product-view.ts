import type { CatalogProductsQueryVariables, ProductKind, ProductSort } from '../graph/graph.generated.ts'

const SORTS = ['CODE_ASC', 'CODE_DESC', 'NAME_ASC', 'NAME_DESC'] as const satisfies ProductSort[]
const KINDS = ['GOODS', 'SERVICE'] as const satisfies ProductKind[]
const STATES = ['active', 'inactive'] as const
const PAGE_SIZE = 50

/** What the list shows, all of it in the URL; empty text is "any". */
export interface ProductView {
  search: string
  category: string
  kind: ProductKind | ''
  state: (typeof STATES)[number] | ''
  sort: ProductSort
  /** Cursor of the page, empty on the first. */
  after: string
}

export const CLEARED = { search: '', category: '', kind: '', state: '' } as const

/** Anything the URL holds that is not understood falls back to its default. */
export function parseView(params: URLSearchParams): ProductView {
  return {
    search: params.get('q') ?? '',
    category: params.get('category') ?? '',
    kind: KINDS.find(kind => kind === params.get('kind')) ?? '',
    state: STATES.find(state => state === params.get('state')) ?? '',
    sort: SORTS.find(sort => sort === params.get('sort')) ?? 'CODE_ASC',
    after: params.get('after') ?? '',
  }
}

/** Only what differs from the default, so that a plain list has a plain URL. */
export function formatView(view: ProductView): URLSearchParams {
  const entries = [
    ['q', view.search],
    ['category', view.category],
    ['kind', view.kind],
    ['state', view.state],
    ['sort', view.sort === 'CODE_ASC' ? '' : view.sort],
    ['after', view.after],
  ]
  return new URLSearchParams(entries.filter(([, value]) => value !== ''))
}

export function isFiltered({ search, category, kind, state }: ProductView): boolean {
  return search !== '' || category !== '' || kind !== '' || state !== ''
}

export function variablesOf(view: ProductView): CatalogProductsQueryVariables {
  return {
    first: PAGE_SIZE,
    after: view.after || null,
    search: view.search.trim() || null,
    category: view.category || null,
    kind: view.kind || null,
    isActive: view.state === '' ? null : view.state === 'active',
    sort: view.sort,
  }
}

/** The same narrowing as the query of an export. */
export function exportFilterOf(view: ProductView): Record<string, string | null | undefined> {
  const { search, category, kind, isActive } = variablesOf(view)
  return { search, category, kind, isActive: isActive == null ? null : String(isActive) }
}
