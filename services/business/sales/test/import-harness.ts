import { setTimeout as sleep } from 'node:timers/promises'
import type { ImportJob, Mapping } from '@portico/sales-contract'
import { contextHeaders } from '@portico/service-kit'
import type { Market } from './market.ts'

type FileBody = NonNullable<RequestInit['body']>

const POLL_MS = 20
const DEADLINE_MS = 30_000

/** Words the tests use for importing, over real HTTP. */
export class ImportHarness {
  readonly market: Market
  readonly tenant: string

  constructor(market: Market, tenant = 't_demo') {
    this.market = market
    this.tenant = tenant
  }

  send(file: FileBody, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.market.sales.url}/imports`, {
      method: 'POST',
      headers: {
        ...contextHeaders({ tenantId: this.tenant, userId: null, traceparent: null }),
        'content-type': 'text/csv',
        'x-file-name': encodeURIComponent('销售 2010.csv'),
        'x-time-zone': 'Europe/London',
        'x-currency': 'GBP',
        ...headers,
      },
      body: file,
      ...(file instanceof ReadableStream ? { duplex: 'half' } : {}),
    })
  }

  async upload(file: FileBody, headers: Record<string, string> = {}): Promise<ImportJob> {
    const answer = await this.send(file, headers)
    if (answer.status !== 201) throw new Error(await answer.text())
    return (await answer.json()) as ImportJob
  }

  call(method: 'GET' | 'POST', path: string, body?: unknown) {
    return this.market.sales.call(method, path, { tenant: this.tenant, body })
  }

  async read(id: string): Promise<ImportJob> {
    return (await this.call('GET', `/imports/${id}`)).json<ImportJob>()
  }

  start(id: string, mapping: Mapping | null) {
    return this.call('POST', `/imports/${id}/start`, { mapping })
  }

  /** The job as soon as `isReached` says so. */
  async until(id: string, isReached: (job: ImportJob) => boolean): Promise<ImportJob> {
    const deadline = Date.now() + DEADLINE_MS
    for (;;) {
      const job = await this.read(id)
      if (isReached(job)) return job
      if (Date.now() > deadline)
        throw new Error(`Not reached in time: ${JSON.stringify(job.progress)} ${job.status}`)
      await sleep(POLL_MS)
    }
  }

  /** Uploads, starts with the proposed mapping and waits for the end. */
  async run(file: FileBody, headers: Record<string, string> = {}): Promise<ImportJob> {
    const { id, mapping } = await this.upload(file, headers)
    const answer = await this.start(id, mapping)
    if (answer.statusCode !== 200) throw new Error(answer.body)
    return this.until(id, isOver)
  }

  async totals(): Promise<{ count: number; amount: string }> {
    const { totalCount, totalAmount } = (await this.call('GET', '/orders?first=1')).json()
    return { count: totalCount, amount: totalAmount }
  }
}

export function isOver({ status }: ImportJob): boolean {
  return ['DONE', 'FAILED', 'CANCELLED'].includes(status)
}
