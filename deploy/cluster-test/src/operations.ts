import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Fault, Row } from './faults.ts'
import type { Cluster } from './installation.ts'
import type { Visitor } from './load/visitor.ts'
import { PASSWORD } from './shop.ts'

const run = promisify(execFile)
const COMMAND_LINE = join(import.meta.dirname, '../../../toolkit/cli/src/main.ts')
const IMPORTED_ORDERS = 2_000
const IMPORT_TIMEOUT_MS = 120_000
const TEXT = { 'zh-CN': 'Cluster test', en: 'Cluster test' }
const RELEASE = {
  title: TEXT,
  notes: TEXT,
  overlay: { services: { sales: 'gray' } },
  allow: ['t_two'],
  reason: 'Cluster test',
}

interface StoredRelease {
  id: string
  revision: number
}

/** What people do to an installation that runs: also under these no read fails. */
export function listOperations(cluster: Cluster, operator: Visitor): Row[] {
  return [
    { name: 'a gray release started, its service killed, aborted', faults: [releaseGray(cluster, operator)] },
    { name: 'an import, its worker killed', faults: [importOrders(cluster)] },
  ]
}

function releaseGray({ gray }: Cluster, operator: Visitor): Fault {
  let started: StoredRelease | null = null
  return {
    inject: async () => {
      const draft = await change(operator, '/releases', RELEASE)
      started = await change(operator, `/releases/${draft.id}/start`, {}, draft)
      await gray.kill()
    },
    mend: async () => {
      if (started)
        await change(operator, `/releases/${started.id}/abort`, { reason: 'Cluster test' }, started)
      await gray.start()
    },
  }
}

async function change(
  operator: Visitor,
  path: string,
  body: object,
  present?: StoredRelease,
): Promise<StoredRelease> {
  const headers: Record<string, string> = present ? { 'if-match': `"${present.revision}"` } : {}
  const { status, body: answer } = await operator.send('POST', `/api/release${path}`, JSON.stringify(body), {
    headers,
  })
  if (status >= 300) throw new Error(`POST ${path} was answered ${status}: ${answer}`)
  return JSON.parse(answer)
}

/** Each order of the file is there once afterwards. */
function importOrders({ folder, balancer, services, database }: Cluster): Fault {
  const worker = services.find(({ name }) => name.startsWith('worker'))
  let importing: Promise<unknown> = Promise.resolve()
  return {
    inject: async () => {
      const file = join(folder, 'orders.csv')
      await writeFile(file, ordersFile())
      const flags = [
        '--tenant',
        'one',
        '--user',
        'owner',
        '--url',
        balancer.url,
        '--accept-problems',
        '--json',
      ]
      importing = run(process.execPath, [COMMAND_LINE, 'import', 'csv', file, ...flags], {
        env: { ...process.env, PORTICO_PASSWORD: PASSWORD },
        timeout: IMPORT_TIMEOUT_MS,
      })
      // Looked at in `mend`; a rejection before that is no one's yet.
      importing.catch(() => {})
      await worker?.kill()
    },
    mend: async () => {
      await worker?.start()
      await importing
      const [found] = await database.ask<{ all: number; numbers: number }>(
        `select count(*)::int as all, count(distinct number)::int as numbers from sales.document where number like 'CT-%'`,
      )
      if (found?.all !== IMPORTED_ORDERS || found.numbers !== IMPORTED_ORDERS)
        throw new Error(`The import made ${found?.all} orders with ${found?.numbers} numbers.`)
    },
  }
}

function ordersFile(): string {
  const head = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
  const lines = Array.from(
    { length: IMPORTED_ORDERS },
    (_, n) => `CT-${n},P1,Cup,1,2026-11-01 08:26,9.90,,China`,
  )
  return `${[head, ...lines].join('\n')}\n`
}
