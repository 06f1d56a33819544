import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { checkedNames, makeService } from '../src/service/make-service.ts'

const repository = resolve(import.meta.dirname, '../../..')
/** Where services are registered. */
const LISTS = [
  'services/contract/src/services.ts',
  'services/host/src/host.ts',
  'services/host/package.json',
  'bff/gateway/package.json',
  'bff/gateway/app/modules/index.ts',
  'bff/gateway/testing/test-graph.ts',
]

let root: string
const read = (path: string) => readFile(join(root, path), 'utf8')

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'portico-service-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  for (const path of LISTS) await cp(join(repository, path), join(root, path))
})

it('writes a service with contract, migration, routes and test, and its module of the graph, by their names', async () => {
  const files = await makeService(root, checkedNames('zebras'))
  expect(files).toEqual(
    expect.arrayContaining([
      'services/business/zebras/contract/src/zebra.ts',
      'services/business/zebras/migrations/001.do.zebra.sql',
      'services/business/zebras/src/zebra.routes.ts',
      'services/business/zebras/test/zebras.test.ts',
      'bff/gateway/app/modules/zebras/zebras.graphql',
      'bff/gateway/app/modules/zebras/test/zebras.test.ts',
    ]),
  )
  for (const path of files) expect(await read(path), path).not.toMatch(/samples?/i)
  expect(await read('bff/gateway/app/modules/zebras/zebras.graphql')).toContain('zebra(id: ID!): Zebra')
})

it('registers it in every list, with a port of its own', async () => {
  await makeService(root, checkedNames('zebras'))
  const portOf = async (name: string) =>
    Number(new RegExp(`${name}: (\\d{4}),\\n`).exec(await read('services/contract/src/services.ts'))?.[1])
  expect(await portOf('zebras')).toBeGreaterThan(7007)
  expect(await read('services/host/src/host.ts')).toMatch(/\[identity, .*, zebras\]/)
  expect(await read('services/host/package.json')).toContain('"@portico/service-zebras": "workspace:*"')
  expect(await read('bff/gateway/package.json')).toContain('"@portico/zebras-contract": "workspace:*"')
  expect(await read('bff/gateway/app/modules/index.ts')).toMatch(/\n {2}zebras,\n\]/)
  await makeService(root, checkedNames('loyalty', 'card'))
  expect(await portOf('loyalty')).toBe((await portOf('zebras')) + 1)
})

it('writes nothing where anything is in the way', async () => {
  await mkdir(join(root, 'services/core/party'), { recursive: true })
  await expect(makeService(root, checkedNames('party'))).rejects.toMatchObject({ code: 'CREATE_NAME_TAKEN' })
  const file = join(root, 'bff/gateway/app/modules/zebras/index.ts')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, 'mine')
  const before = await read('services/contract/src/services.ts')
  await expect(makeService(root, checkedNames('zebras'))).rejects.toMatchObject({
    code: 'CREATE_NAME_TAKEN',
  })
  expect(await readFile(file, 'utf8')).toBe('mine')
  expect(await read('services/contract/src/services.ts')).toBe(before)
})

it.each(['Zebras', 'my-zebras', '../up', '', '7up'])('refuses the name %j', name => {
  expect(() => checkedNames(name)).toThrow(expect.objectContaining({ code: 'CREATE_OPTION_INVALID' }))
})
