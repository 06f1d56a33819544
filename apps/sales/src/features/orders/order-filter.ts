import type {
  OrderFilter,
  OrderKind,
  OrderSort,
  OrderStatus,
  SalesOrdersQueryVariables,
} from '../../graph/graph.generated.ts'

export const ORDER_STATUSES = [
  'DRAFT',
  'CONFIRMED',
  'SHIPPED',
  'CLOSED',
  'CANCELLED',
] as const satisfies OrderStatus[]
export const ORDER_KINDS = ['ORDER', 'CREDIT_NOTE'] as const satisfies OrderKind[]
export const ORDER_SORTS = [
  'DATE_DESC',
  'DATE_ASC',
  'NUMBER_DESC',
  'NUMBER_ASC',
  'TOTAL_DESC',
  'TOTAL_ASC',
] as const satisfies OrderSort[]
export const PAGE_SIZES = [20, 50, 100] as const

/** What the list shows, all of it in the URL. Days are YYYY-MM-DD in the tenant's zone; empty text is "any". */
export interface OrderView {
  search: string
  kind: OrderKind | null
  /** In the order of ORDER_STATUSES, each once. */
  status: OrderStatus[]
  customerId: string
  from: string
  to: string
  sort: OrderSort
  pageSize: (typeof PAGE_SIZES)[number]
  /** Cursor of the page, empty on the first. */
  after: string
}

export const DEFAULT_VIEW: OrderView = {
  search: '',
  kind: null,
  status: [],
  customerId: '',
  from: '',
  to: '',
  sort: 'DATE_DESC',
  pageSize: 20,
  after: '',
}

/** Anything the URL holds that is not understood falls back to its default. */
export function parseView(params: URLSearchParams): OrderView {
  const statuses = params.get('status')?.split(',') ?? []
  return {
    search: params.get('q') ?? '',
    kind: ORDER_KINDS.find(kind => kind === params.get('kind')) ?? null,
    status: ORDER_STATUSES.filter(status => statuses.includes(status)),
    customerId: params.get('customer') ?? '',
    from: dayOf(params.get('from')),
    to: dayOf(params.get('to')),
    sort: ORDER_SORTS.find(sort => sort === params.get('sort')) ?? DEFAULT_VIEW.sort,
    pageSize: PAGE_SIZES.find(size => String(size) === params.get('size')) ?? DEFAULT_VIEW.pageSize,
    after: params.get('after') ?? '',
  }
}

/** Only what differs from the default, so that a plain list has a plain URL. */
export function formatView(view: OrderView): URLSearchParams {
  const entries: [string, string][] = [
    ['q', view.search],
    ['kind', view.kind ?? ''],
    ['status', view.status.join(',')],
    ['customer', view.customerId],
    ['from', view.from],
    ['to', view.to],
    ['sort', view.sort === DEFAULT_VIEW.sort ? '' : view.sort],
    ['size', view.pageSize === DEFAULT_VIEW.pageSize ? '' : String(view.pageSize)],
    ['after', view.after],
  ]
  return new URLSearchParams(entries.filter(([, value]) => value !== ''))
}

/** Is anything narrowed? Sort and page size narrow nothing. */
export function isFiltered(view: OrderView): boolean {
  const { search, kind, status, customerId, from, to } = view
  return search !== '' || kind !== null || status.length > 0 || customerId !== '' || from !== '' || to !== ''
}

export function variablesOf(view: OrderView): SalesOrdersQueryVariables {
  return { first: view.pageSize, after: view.after || null, sort: view.sort, filter: filterOf(view) }
}

/** The same narrowing as the query of an export. */
export function exportFilterOf(view: OrderView): Record<string, string | null | undefined> {
  const { status, ...filter } = filterOf(view)
  return { ...filter, status: status?.join(',') }
}

function filterOf(view: OrderView): OrderFilter {
  return {
    kind: view.kind,
    status: view.status.length > 0 ? view.status : null,
    customerId: view.customerId || null,
    search: view.search.trim() || null,
    from: view.from || null,
    to: view.to || null,
  }
}

function dayOf(text: string | null): string {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return ''
  const at = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? '' : text
}
