import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { boundCopies } from '../src/reports/feed/bound.ts'
import { CopyHeld, DuckDbStore } from '../src/reports/store/duckdb/duckdb-store.ts'
import { describeReportStore } from './report-store-suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'report-store-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describeReportStore(() => new DuckDbStore(folder))

async function begin(store: DuckDbStore, tenantId: string) {
  const copy = await store.open(tenantId)
  await copy.begin({ source: 'db', begunAt: '1' })
  await copy.close()
}

const folderNamed = async (tenantId: string) => {
  for (const name of await readdir(folder))
    if ((await readFile(join(folder, name, 'tenant'), 'utf8')) === tenantId) return join(folder, name)
  throw new Error(`No copy of ${tenantId}`)
}

it('does not take the file of another tenant, nor one that cannot be read, and makes the copy anew', async () => {
  const store = new DuckDbStore(folder)
  await begin(store, 't_a')
  await begin(store, 't_b')
  await cp(join(await folderNamed('t_b'), 'copy.duckdb'), join(await folderNamed('t_a'), 'copy.duckdb'))
  const taken = await store.open('t_a')
  expect(await taken.state()).toBeNull()
  await taken.close()
  await writeFile(join(await folderNamed('t_b'), 'copy.duckdb'), 'no database')
  const broken = await store.open('t_b')
  expect(await broken.state()).toBeNull()
  await broken.close()
})

it('forgets what was not used for a month, and what is longest unused beyond the bound, but not what is in use', async () => {
  const store = new DuckDbStore(folder)
  for (const tenant of ['t_used', 't_kept', 't_other']) await begin(store, tenant)
  const left = async () => (await store.list()).map(({ tenantId }) => tenantId).sort()
  await boundCopies(store, { maxBytes: 1e9, inUse: new Set() })
  expect(await left()).toEqual(expect.arrayContaining(['t_kept', 't_other', 't_used']))
  await boundCopies(store, { maxBytes: 0, inUse: new Set(['t_used']) })
  expect(await left()).toEqual(['t_used'])
  await boundCopies(store, { maxBytes: 1e9, inUse: new Set(), now: Date.now() + 31 * 86_400_000 })
  expect(await left()).toEqual([])
})

it('leaves a copy alone that another process has open, and says so', async () => {
  const store = new DuckDbStore(folder)
  await begin(store, 't_held')
  const file = join(await folderNamed('t_held'), 'copy.duckdb')
  const program = `import { DuckDBInstance } from '@duckdb/node-api'
    globalThis.held = await DuckDBInstance.create(process.argv[1])
    console.log('open')
    process.stdin.resume()`
  const other = spawn(process.execPath, ['--input-type=module', '-e', program, file], {
    cwd: import.meta.dirname,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void other.kill('SIGKILL'))
  await once(other.stdout, 'data')
  await expect(store.open('t_held')).rejects.toThrow(CopyHeld)
  other.kill('SIGKILL')
  await once(other, 'exit')
  const copy = await store.open('t_held')
  expect(await copy.state()).toMatchObject({ source: 'db' })
  await copy.close()
})
