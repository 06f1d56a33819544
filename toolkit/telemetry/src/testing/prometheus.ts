import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const PROGRAM = find('prometheus')

/** True where a real Prometheus neither is nor can be installed; the output says so. On Debian, as root, it is never left out. */
export function isWithoutPrometheus(): boolean {
  const isLeftOut = PROGRAM === null && !(process.getuid?.() === 0 && find('apt-get'))
  if (isLeftOut) console.warn('SKIPPED: no prometheus on the PATH, so no real one scrapes these metrics.')
  return isLeftOut
}

export interface Prometheus {
  /** The first value of the query's answer; NaN while there is none. */
  read(query: string): Promise<number>
  stop(): Promise<void>
}

/** Scrapes each target, `host:port`, once a second, under the job's name. */
export async function startPrometheus(targets: Readonly<Record<string, string>>): Promise<Prometheus> {
  if (PROGRAM === null) throw new Error('This test needs Prometheus: apt-get install -y prometheus')
  const folder = await mkdtemp(join(tmpdir(), 'portico-prometheus-'))
  const address = `127.0.0.1:${await freePort()}`
  const jobs = Object.entries(targets).map(([job, target]) => ({
    job_name: job,
    scrape_interval: '1s',
    static_configs: [{ targets: [target] }],
  }))
  await writeFile(join(folder, 'config.yml'), JSON.stringify({ scrape_configs: jobs }))
  const options = ['config.file=config.yml', 'storage.tsdb.path=data', `web.listen-address=${address}`]
  const args = options.map(option => `--${option}`)
  const child = spawn(PROGRAM, args, { cwd: folder, stdio: 'ignore' })
  return {
    read: query => readFirst(`http://${address}/api/v1/query?query=${encodeURIComponent(query)}`),
    stop: async () => {
      child.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

interface Answer {
  data?: { result?: { value: [number, string] }[] }
}

async function readFirst(url: string): Promise<number> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null)
  const body = (await answer?.json()) as Answer | undefined
  return Number(body?.data?.result?.[0]?.value[1] ?? Number.NaN)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

function find(name: string): string | null {
  const places = (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, name))
  return places.find(place => existsSync(place)) ?? null
}
