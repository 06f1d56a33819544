import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { bearsToken } from '@portico/release/trust'
import { AggregatorRegistry, type OpenMetricsContentType, Registry } from 'prom-client'
import { sendText } from '../exchange/respond.ts'
import type { MetricObject } from '../telemetry/metrics.ts'

/** Processes of one machine; a worker that hangs must not hide the others from a scraper. */
const TIMEOUT_MS = 500
const OWN_MACHINE = '127.0.0.1'

export interface WorkerMetricsParts {
  /** The metrics of this process. */
  read(): Promise<MetricObject[]>
  /** That the workers of one gateway share. */
  folder: string
  /** That they alone know. */
  token: string
}

/**
 * The metrics of all workers of one gateway. A scraper reaches whichever worker takes its connection, so each answers the
 * others at a port of its own, whose number is a file in a folder they share.
 */
export class WorkerMetrics {
  readonly #parts: WorkerMetricsParts
  readonly #file: string
  #server: Server | null = null

  constructor(parts: WorkerMetricsParts) {
    this.#parts = parts
    this.#file = String(process.pid)
  }

  async start(): Promise<void> {
    const { folder, token, read } = this.#parts
    const server = createServer(async (request, response) => {
      const isWorker = bearsToken(request, token)
      const text = isWorker ? JSON.stringify(await read()) : ''
      sendText(response, { status: isWorker ? 200 : 401, contentType: 'application/json' }, text)
    })
    // Workers share a port otherwise, 0 too.
    server.listen({ host: OWN_MACHINE, port: 0, exclusive: true })
    await once(server, 'listening')
    this.#server = server
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, this.#file), String((server.address() as { port: number }).port))
  }

  async stop(): Promise<void> {
    this.#server?.close()
    await rm(join(this.#parts.folder, this.#file), { force: true })
  }

  /** OpenMetrics text: counters and histograms added up, what is of a process by worker. */
  async collect(): Promise<string> {
    const files = await readdir(this.#parts.folder).catch(() => [])
    const others = files.filter(file => file !== this.#file && /^\d{1,10}$/.test(file))
    const answers = await Promise.all(others.map(async file => [file, await this.#ask(file)] as const))
    const own = byWorker(this.#file, await this.#parts.read())
    const all = answers.flatMap(([worker, metrics]) => (metrics === null ? [] : [byWorker(worker, metrics)]))
    const sums = AggregatorRegistry.aggregate<OpenMetricsContentType>([own, ...all])
    sums.setContentType(Registry.OPENMETRICS_CONTENT_TYPE)
    return sums.metrics()
  }

  /** Null for a worker that has ended, whose file is deleted. */
  async #ask(file: string): Promise<MetricObject[] | null> {
    const { folder, token } = this.#parts
    try {
      const port = Number(await readFile(join(folder, file), 'utf8'))
      const headers = { authorization: `Bearer ${token}` }
      const signal = AbortSignal.timeout(TIMEOUT_MS)
      const answer = await fetch(`http://${OWN_MACHINE}:${port}/`, { headers, signal, redirect: 'error' })
      return answer.ok ? ((await answer.json()) as MetricObject[]) : null
    } catch (error) {
      if (!(error instanceof Error && error.name === 'TimeoutError'))
        await rm(join(folder, file), { force: true })
      return null
    }
  }
}

/** What is measured of a process is no sum: each worker's stands by itself. */
function byWorker(worker: string, metrics: readonly MetricObject[]): MetricObject[] {
  return metrics.map(metric => {
    // An aggregated registry adds `_total` to a counter's name, whether it stands there or not.
    const name = metric.name.replace(/_total$/, '')
    if (!/^(process|nodejs)_/.test(name)) return { ...metric, name }
    const values = metric.values.map(value => ({ ...value, labels: { ...value.labels, worker } }))
    return { ...metric, name, aggregator: 'first', values }
  })
}
