import { openAsBlob } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { joinNorthwind } from '@portico/northwind'
import type { CliGateway } from '../connection/gateway.client.ts'
import { CliError } from '../errors/cli-error.ts'
import { findJob, forgetChoices, type ImportSettings, type Job, mutate } from './import-orders/job.ts'
import { printReading, requireColumns, requireGoodRows, requireSettled } from './import-orders/report.ts'
import { accepted, decisionsOf, type ImportFlags, mappingOf, readingOf } from './import-orders/settings.ts'

const POLL_MS = 300

interface ImportOptions {
  /** Begin although some rows have problems; their documents are left out and listed. */
  acceptProblems: boolean
  /** What is said about the file; the rest is found in it, shown, and asked where it is not certain. */
  flags: ImportFlags
  say: (line: string) => void
}

export async function importCsv(client: CliGateway, file: string, options: ImportOptions): Promise<Job> {
  const blob = await openAsBlob(file).catch(cause => {
    throw new CliError('FILE_NOT_READABLE', `${file} cannot be read.`, { cause })
  })
  return importBody(client, basename(file), blob, options)
}

/** Joins orders.csv, order_details.csv, products.csv and customers.csv of `dir` into one import. */
export async function importNorthwind(client: CliGateway, dir: string, options: ImportOptions): Promise<Job> {
  const read = (name: string) =>
    readFile(join(dir, name), 'utf8').catch(cause => {
      throw new CliError('FILE_NOT_READABLE', `${join(dir, name)} cannot be read.`, { cause })
    })
  const [orders, orderDetails, products, customers] = await Promise.all(
    ['orders.csv', 'order_details.csv', 'products.csv', 'customers.csv'].map(read),
  )
  const csv = joinNorthwind({
    orders: orders ?? '',
    orderDetails: orderDetails ?? '',
    products: products ?? '',
    customers: customers ?? '',
  })
  return importBody(client, 'northwind.csv', csv, options)
}

async function importBody(
  client: CliGateway,
  name: string,
  body: Blob | string,
  { flags, acceptProblems, say }: ImportOptions,
): Promise<Job> {
  const id = await client.upload(name, body)
  if (flags.forget) await forgetChoices(client, id)
  const { job, settings } = await preview(client, id, flags)
  printReading(job, say)
  requireColumns(job)
  requireSettled(job)
  requireGoodRows(job, acceptProblems, say)
  await mutate(client, 'startImport', id, { ...settings, mapping: job.mapping })
  return follow(client, id, say)
}

/** The file as it is read with everything that was said, and with the doubts that were accepted by name. */
async function preview(
  client: CliGateway,
  id: string,
  flags: ImportFlags,
): Promise<{ job: Job; settings: ImportSettings }> {
  const reading = readingOf(flags)
  const isReread = Object.keys(reading).length > 0
  const read = isReread
    ? await mutate(client, 'previewImport', id, { mapping: null, reading, decisions: [] })
    : await findJob(client, id)
  const mapping = mappingOf(read, flags)
  const settings = { mapping, reading, decisions: decisionsOf(mapping, flags) }
  if (!isMapped(mapping)) return { job: { ...read, mapping: null }, settings }
  const job = await mutate(client, 'previewImport', id, settings)
  const yes = accepted(job, flags)
  if (yes.length === 0) return { job, settings }
  const more = { ...settings, decisions: [...settings.decisions, ...yes] }
  return { job: await mutate(client, 'previewImport', id, more), settings: more }
}

/** Without these the service refuses the mapping; the columns are then printed. */
function isMapped({ columns }: { columns: { field: string }[] }): boolean {
  const fields = new Set(columns.map(({ field }) => field))
  const hasPrice = fields.has('UNIT_PRICE') || fields.has('LINE_TOTAL')
  return hasPrice && ['DOCUMENT_NUMBER', 'PRODUCT_CODE', 'QUANTITY', 'DATE'].every(field => fields.has(field))
}

/** The job runs in the sales service; ending this command does not end it. */
async function follow(client: CliGateway, id: string, say: (line: string) => void): Promise<Job> {
  let printed = -1
  for (;;) {
    const job = await findJob(client, id)
    const percent =
      job.progress.rowsTotal === 0 ? 0 : Math.floor((100 * job.progress.rowsDone) / job.progress.rowsTotal)
    if (percent !== printed) say(`${percent} %`)
    printed = percent
    if (job.status === 'DONE') return job
    if (job.status === 'FAILED')
      throw new CliError(job.failure?.code ?? 'IMPORT_FAILED', job.failure?.message ?? 'The import failed.')
    if (job.status === 'CANCELLED') throw new CliError('IMPORT_CANCELLED', 'The import was cancelled.')
    await sleep(POLL_MS)
  }
}
