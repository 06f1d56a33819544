import { openAsBlob } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { joinNorthwind } from '@portico/northwind'
import { CliError } from '../cli-error.ts'
import type { GatewayClient } from '../connection/gateway.client.ts'

const POLL_MS = 300

interface Progress {
  rowsTotal: number
  rowsDone: number
  documentsCreated: number
  documentsRecognised: number
  rowsRejected: number
  productsCreated: number
  customersCreated: number
}

interface Mapping {
  columns: { field: string; column: number }[]
  dateFormat: string
  timeZone: string
  decimalMark: string
}

interface Job {
  id: string
  status: string
  mapping: Mapping | null
  rowCount: number | null
  problemCount: number | null
  progress: Progress
  failure: { code: string; message: string } | null
}

interface ImportOptions {
  /** Begin although some rows have problems; their documents are left out and listed. */
  acceptProblems: boolean
  /** IANA name the file's times are local to; left out: the tenant's. */
  timeZone?: string
  say: (line: string) => void
}

const JOB = `id status rowCount problemCount
  mapping { columns { field column } dateFormat timeZone decimalMark }
  progress { rowsTotal rowsDone documentsCreated documentsRecognised rowsRejected productsCreated customersCreated }
  failure { code message }`

export async function importCsv(client: GatewayClient, file: string, options: ImportOptions): Promise<Job> {
  const blob = await openAsBlob(file).catch(cause => {
    throw new CliError('FILE_NOT_READABLE', `${file} cannot be read.`, { cause })
  })
  return importBody(client, basename(file), blob, options)
}

/** Joins orders.csv, order_details.csv, products.csv and customers.csv of `dir` into one import. */
export async function importNorthwind(
  client: GatewayClient,
  dir: string,
  options: ImportOptions,
): Promise<Job> {
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
  client: GatewayClient,
  name: string,
  body: Blob | string,
  options: ImportOptions,
): Promise<Job> {
  const id = await client.upload(name, body)
  const uploaded = await findJob(client, id)
  if (!uploaded.mapping)
    throw new CliError(
      'COLUMNS_UNKNOWN',
      'The columns of the file were not recognised: import it in the browser, where they can be set.',
    )
  const mapping = { ...uploaded.mapping, ...(options.timeZone ? { timeZone: options.timeZone } : {}) }
  const previewed = await mutate(client, 'previewImport', { id, mapping })
  options.say(`${previewed.rowCount} rows, ${previewed.problemCount} with problems`)
  if (previewed.problemCount && !options.acceptProblems) {
    throw new CliError(
      'ROWS_WITH_PROBLEMS',
      'Look at them in the browser (Sales > Import), or repeat with --accept-problems to leave them out.',
    )
  }
  await mutate(client, 'startImport', { id, mapping })
  return follow(client, id, options)
}

async function mutate(
  client: GatewayClient,
  field: 'previewImport' | 'startImport',
  variables: { id: string; mapping: Mapping },
): Promise<Job> {
  const query = `mutation ($id: ID!, $mapping: ImportMappingInput!) { ${field}(id: $id, mapping: $mapping) { ${JOB} } }`
  const data = await client.graph<Record<typeof field, Job>>(query, variables)
  return data[field]
}

async function findJob(client: GatewayClient, id: string): Promise<Job> {
  const { importJob } = await client.graph<{ importJob: Job | null }>(
    `query ($id: ID!) { importJob(id: $id) { ${JOB} } }`,
    { id },
  )
  if (!importJob) throw new CliError('NOT_FOUND', `The import ${id} is gone.`)
  return importJob
}

/** The job runs in the sales service; ending this command does not end it. */
async function follow(client: GatewayClient, id: string, { say }: ImportOptions): Promise<Job> {
  let told = -1
  for (;;) {
    const job = await findJob(client, id)
    const percent =
      job.progress.rowsTotal === 0 ? 0 : Math.floor((100 * job.progress.rowsDone) / job.progress.rowsTotal)
    if (percent !== told) say(`${percent} %`)
    told = percent
    if (job.status === 'DONE') return job
    if (job.status === 'FAILED')
      throw new CliError(job.failure?.code ?? 'IMPORT_FAILED', job.failure?.message ?? 'The import failed.')
    if (job.status === 'CANCELLED') throw new CliError('IMPORT_CANCELLED', 'The import was cancelled.')
    await sleep(POLL_MS)
  }
}
