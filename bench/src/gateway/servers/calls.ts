import { type Dispatcher, Pool } from 'undici'
import {
  joinViews,
  type OrderList,
  PATHS,
  type PriceList,
  type ProductList,
  type ProductView,
  type StockList,
} from '../work/dashboard.ts'
import { raceOptions } from '../work/options.ts'

/** The services as a server of the race calls them. */
export interface Calls {
  listOrders(): Promise<OrderList['items']>
  readViews(ids: readonly string[]): Promise<Map<string, ProductView>>
}

type Fetch = <T>(path: string, body?: unknown) => Promise<T>

const CONNECTIONS = 64
const TIMEOUT_MS = 5_000

/** By `fetch`, as most examples do. */
export function plainCalls(): Calls {
  const base = raceOptions().upstream
  return callsBy(async <T>(path: string, body?: unknown) => {
    const response = await fetch(base + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    return (await response.json()) as T
  })
}

/** By the same pool and `dispatch` as the gateway's client. */
export function tunedCalls(): Calls {
  const pool = new Pool(raceOptions().upstream, { connections: CONNECTIONS })
  return callsBy(<T>(path: string, body?: unknown) => {
    return new Promise<T>((resolve, reject) => {
      const text = body === undefined ? null : JSON.stringify(body)
      const headers: Record<string, string> = { accept: 'application/json' }
      if (text !== null) headers['content-type'] = 'application/json'
      pool.dispatch(
        {
          method: text === null ? 'GET' : 'POST',
          path,
          headers,
          body: text,
          headersTimeout: TIMEOUT_MS,
          bodyTimeout: TIMEOUT_MS,
        },
        new JsonHandler(value => resolve(value as T), reject),
      )
    })
  })
}

class JsonHandler implements Dispatcher.DispatchHandler {
  readonly #resolve: (value: unknown) => void
  readonly #reject: (error: unknown) => void
  readonly #chunks: Buffer[] = []
  #status = 0

  constructor(resolve: (value: unknown) => void, reject: (error: unknown) => void) {
    this.#resolve = resolve
    this.#reject = reject
  }

  onRequestStart(): void {}

  onResponseStart(_: Dispatcher.DispatchController, status: number): void {
    this.#status = status
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    const [first] = this.#chunks
    const body = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks)
    try {
      if (this.#status !== 200) throw new Error(`An answer of ${this.#status}`)
      this.#resolve(JSON.parse(body.toString()))
    } catch (error) {
      this.#reject(error)
    }
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error)
  }
}

function callsBy(call: Fetch): Calls {
  return {
    listOrders: async () => (await call<OrderList>(PATHS.orders)).items,
    readViews: async ids => {
      const [products, prices, stocks] = await Promise.all([
        call<ProductList>(PATHS.products, { ids }),
        call<PriceList>(PATHS.prices, { productIds: ids }),
        call<StockList>(PATHS.stocks, { productIds: ids }),
      ])
      return joinViews(products, prices, stocks)
    },
  }
}
