import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { bearsToken } from '../exchange/bearer.ts'
import { sendText } from '../exchange/respond.ts'

/** Processes of one machine; a worker that hangs must not hide the others from a scraper. */
const timeoutMs = 500
const ownMachine = '127.0.0.1'
const memory = 'process_resident_memory_bytes'

export interface WorkerMetricsParts {
  /** OpenMetrics text of this process. */
  write(): string
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
    const { folder, token, write } = this.#parts
    const server = createServer((request, response) => {
      const isWorker = bearsToken(request, token)
      sendText(response, { status: isWorker ? 200 : 401, contentType: 'text/plain' }, isWorker ? write() : '')
    })
    // Workers share a port otherwise, 0 too.
    server.listen({ host: ownMachine, port: 0, exclusive: true })
    await once(server, 'listening')
    this.#server = server
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, this.#file), String((server.address() as { port: number }).port))
  }

  async stop(): Promise<void> {
    this.#server?.close()
    await rm(join(this.#parts.folder, this.#file), { force: true })
  }

  /** OpenMetrics text: counters added up, memory by worker. */
  async collect(): Promise<string> {
    const files = await readdir(this.#parts.folder).catch(() => [])
    const others = files.filter(file => file !== this.#file && /^\d{1,10}$/.test(file))
    const answers = await Promise.all(others.map(async file => [file, await this.#ask(file)] as const))
    const answered = answers.flatMap(([worker, text]) => (text === null ? [] : [{ worker, text }]))
    return addUp([{ worker: this.#file, text: this.#parts.write() }, ...answered])
  }

  /** Null for a worker that has ended, whose file is deleted. */
  async #ask(file: string): Promise<string | null> {
    const { folder, token } = this.#parts
    try {
      const port = Number(await readFile(join(folder, file), 'utf8'))
      const headers = { authorization: `Bearer ${token}` }
      const signal = AbortSignal.timeout(timeoutMs)
      const answer = await fetch(`http://${ownMachine}:${port}/`, { headers, signal, redirect: 'error' })
      return answer.ok ? await answer.text() : null
    } catch (error) {
      if (!(error instanceof Error && error.name === 'TimeoutError'))
        await rm(join(folder, file), { force: true })
      return null
    }
  }
}

function addUp(workers: readonly { worker: string; text: string }[]): string {
  const sums = new Map<string, number>()
  for (const { worker, text } of workers) {
    for (const line of text.split('\n')) {
      const at = line.lastIndexOf(' ')
      if (at < 0 || line.startsWith('#')) continue
      const name = line.slice(0, at)
      const series = name === memory ? `${memory}{worker="${worker}"}` : name
      sums.set(series, (sums.get(series) ?? 0) + Number(line.slice(at + 1)))
    }
  }
  return [...Array.from(sums, ([series, value]) => `${series} ${value}`), '# EOF', ''].join('\n')
}
