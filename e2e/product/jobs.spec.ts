import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { processEnvironment } from '@portico/cli/environment'
import { run } from '@portico/cli/run'
import { createTenants } from '../src/tenants.ts'
import { expect, test } from '../src/test.ts'

const SHOPS = ['shop-0', 'shop-1', 'shop-2', 'shop-3', 'shop-4']
const CLI = resolve(import.meta.dirname, '../../toolkit/cli/src/main.ts')

/** A runner starts, and comes to its second company. */
const PATIENCE_MS = 60_000

/** A customer each; where it finds the file `hang` the second company waits for ever, `bad` is refused. */
const scriptText = (folder: string) => `
import { existsSync, writeFileSync } from 'node:fs'
const make = 'mutation ($input: CreateCustomerInput!, $key: ID!) { createCustomer(input: $input, idempotencyKey: $key) { id } }'
export default {
  name: 'walk-in-customer',
  permissions: ['party.customer.read', 'party.customer.write'],
  async run(tenant) {
    const before = await tenant.query('{ customers(first: 5) { totalCount } }')
    const code = existsSync('${folder}/bad') && tenant.slug === 'shop-3' ? '' : 'WALK-IN'
    await tenant.mutate(make, { input: { code, name: 'Walk-in' }, key: tenant.key('customer') })
    if (existsSync('${folder}/hang') && tenant.slug === 'shop-1') {
      writeFileSync('${folder}/hangs', '')
      await new Promise(resolve => setTimeout(resolve, 600_000))
    }
    return before.customers.totalCount
  },
}
`

interface Outcome {
  json: { job: { id: string; state: string; counts: object }; failed: { tenantId: string; code: string }[] }
  error: string
  exitCode: number
}

let folder: string
const portico = async (url: string, ...line: string[]): Promise<Outcome> => {
  let [out, error] = ['', '']
  const exitCode = await run([...line, '--json'], {
    ...processEnvironment(),
    // Many are run in this process.
    untilStopped: () => new Promise(() => {}),
    env: { PORTICO_URL: url, PORTICO_PASSWORD: 'portico' },
    out: text => {
      out += text
    },
    error: text => {
      error += text
    },
  })
  return { json: out === '' ? null : JSON.parse(out), error, exitCode }
}
const script = () => join(folder, 'job.ts')
const mark = (name: string) => writeFile(join(folder, name), '')
const customersOf = async (url: string, ...line: string[]) => {
  const { json } = await portico(
    url,
    'job',
    'run',
    script(),
    '--tenants',
    SHOPS.join(','),
    '--dry-run',
    ...line,
  )
  const shown = await portico(url, 'job', 'show', json.job.id, '--as', 'operator')
  const { tenants } = shown.json as unknown as { tenants: { tenantId: string; result: object }[] }
  return Object.fromEntries(tenants.map(({ tenantId, result }) => [tenantId, result]))
}
const eachShop = (result: object) => Object.fromEntries(SHOPS.map(slug => [`t_${slug}`, result]))

async function untilThere(file: string, child: ChildProcess): Promise<void> {
  const seen = () => {
    if (existsSync(join(folder, file))) return 'there'
    return child.exitCode === null ? 'awaited' : `ended with ${child.exitCode}`
  }
  await expect.poll(seen, { timeout: PATIENCE_MS }).not.toBe('awaited')
  expect(seen()).toBe('there')
}

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-job-'))
  await writeFile(script(), scriptText(folder))
})
test.afterAll(() => rm(folder, { recursive: true, force: true }))

test('a script runs once for each company: tried first, killed on its way, and again where it failed', async ({
  product,
}) => {
  const { url } = product
  await createTenants(product, SHOPS.length)
  const reason = ['--reason', 'a customer for the counter']
  expect(await customersOf(url, ...reason)).toEqual(eachShop({ plannedWrites: 1, result: 0 }))
  expect(await customersOf(url, ...reason)).toEqual(eachShop({ plannedWrites: 1, result: 0 }))

  await Promise.all(['hang', 'bad'].map(mark))
  const line = [
    'job',
    'run',
    script(),
    '--tenants',
    SHOPS.join(','),
    '--parallel',
    '2',
    '--lease',
    '5',
    ...reason,
  ]
  const env = { ...process.env, PORTICO_URL: url, PORTICO_PASSWORD: 'portico' }
  const child = spawn(process.execPath, [CLI, ...line], { env, stdio: 'ignore' })
  await untilThere('hangs', child)
  child.kill('SIGKILL')
  await once(child, 'close')
  await rm(join(folder, 'hang'))

  const listed = await portico(url, 'job', 'list', '--as', 'operator', '--count', '1')
  const [{ id = '', state = '' } = {}] = listed.json as unknown as { id: string; state: string }[]
  expect(state).toBe('RUNNING')
  const resumed = await portico(url, 'job', 'run', script(), '--resume', id, '--lease', '5')
  expect(resumed).toMatchObject({
    exitCode: 1,
    json: {
      job: { state: 'DONE', counts: { waiting: 0, running: 0, done: 4, failed: 1 } },
      failed: [{ tenantId: 't_shop-3', code: 'INVALID_REQUEST' }],
    },
  })
  await rm(join(folder, 'bad'))
  const again = await portico(url, 'job', 'run', script(), '--resume', id, '--retry-failed', ...reason)
  expect(again).toMatchObject({
    exitCode: 0,
    json: { job: { state: 'DONE', counts: { done: 5, failed: 0 } } },
  })
  expect(await customersOf(url, ...reason)).toEqual(eachShop({ plannedWrites: 1, result: 1 }))
})
