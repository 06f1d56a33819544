import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { RunningProduct } from '@portico/launcher/testing'
import type { Artifact, CreatedToken, Release } from '@portico/release'

const root = resolve(import.meta.dirname, '../..')
const node = join(root, 'node_modules/node/bin/node')
const timeoutMs = 60_000

const run = promisify(execFile)

/** The command line, as a team's CI job or an operator on call has it. */
export class Portico {
  readonly #url: string
  readonly #token: string

  private constructor(url: string, token: string) {
    this.#url = url
    this.#token = token
  }

  /** With a token for everything, which an operator makes. */
  static async open({ url }: RunningProduct): Promise<Portico> {
    const anonymous = new Portico(url, '')
    const made = () => anonymous.run<CreatedToken>('token', 'create', 'journeys', '--apps', '*')
    // A Redis that has just begun may be slower than a login waits for it.
    const { secret } = await made().catch(made)
    return new Portico(url, secret)
  }

  /** Rejects with what it wrote to stderr when it exits with anything but 0. */
  async run<T>(...args: string[]): Promise<T> {
    const env = { ...process.env, PORTICO_URL: this.#url, PORTICO_PASSWORD: 'portico' }
    const flags = ['--disable-warning=ExperimentalWarning', join(root, 'toolkit/cli/src/main.ts')]
    const { stdout } = await run(node, [...flags, ...args, '--json'], {
      cwd: root,
      timeout: timeoutMs,
      env: this.#token ? { ...env, PORTICO_TOKEN: this.#token } : env,
    })
    return JSON.parse(stdout) as T
  }

  /** The build of sales with the feature compiled in that `npm start` made beside the stable one. */
  async graySales(): Promise<string> {
    const artifacts = await this.run<Artifact[]>('artifacts', 'sales')
    const gray = artifacts.find(({ version }) => version.startsWith('1.5.0-'))
    if (!gray)
      throw new Error(`No gray build of sales among ${artifacts.map(item => item.version).join(', ')}`)
    return gray.version
  }

  /** Three orders, for a tenant that has none. */
  async importOrders(folder: string, tenant: string): Promise<void> {
    const lines = ['A1', 'A2', 'A3'].map(number => `${number},SKU-1,Cup,2,2025-12-01 08:26,1.25,,Germany`)
    const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
    const file = join(folder, `${tenant}.csv`)
    await writeFile(file, `${[header, ...lines].join('\n')}\n`)
    await this.run('import', 'csv', file, '--tenant', tenant, '--user', 'owner')
  }

  /** Sales' gray build and service for these tenants. */
  startSales(version: string, ...more: string[]): Promise<Release> {
    return this.run<Release>(
      ...['release', 'start', `sales@${version}`, '--service', 'sales=gray'],
      ...['--title-en', 'Waiting days', '--title-zh', '等待天数', '--notes-en', 'See how long orders wait.'],
      ...['--notes-zh', '查看订单等待了多久。', ...more],
    )
  }
}
