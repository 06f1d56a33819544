import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Manifest, parseManifest } from '@portico/micro-app/manifest'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createBuildConfig } from '../src/build-config.ts'
import app from './fixtures/react-app/portico.app.ts'
import vueApp from './fixtures/vue-app/portico.app.ts'

const root = join(import.meta.dirname, 'fixtures/react-app')
let outDir: string
let manifest: Manifest

beforeAll(async () => {
  vi.stubEnv('NODE_ENV', 'production')
  outDir = await mkdtemp(join(tmpdir(), 'portico-build-'))
  const config = createBuildConfig(app, { root, version: '1.2.3' })
  await build({ ...config, configFile: false, logLevel: 'error', build: { ...config.build, outDir } })
  manifest = parseManifest(await readFile(join(outDir, 'portico.json'), 'utf8'))
})

afterAll(() => rm(outDir, { recursive: true, force: true }))

const readOutput = (path: string) => readFile(join(outDir, path), 'utf8')

describe('the artifact of a React app', () => {
  it('has a manifest that says what it is and what it asks for', () => {
    expect(manifest).toMatchObject({
      name: 'sample',
      version: '1.2.3',
      requires: { shared: { react: '^19', antd: '^6' } },
    })
    expect(manifest.imports).toEqual([
      'antd',
      'antd/es/rate',
      'react',
      'react-dom',
      'react-dom/client',
      'react/jsx-runtime',
    ])
  })

  it('says which events and slots of others it uses, how, and as what they were declared', () => {
    const order = { type: 'object', properties: { orderId: { type: 'string' } }, required: ['orderId'] }
    expect(manifest.consumes).toMatchObject({
      events: {
        'sales.order.changed': { owner: 'sales', uses: ['listens'], payload: order },
        'inventory.stock.changed': { owner: 'inventory', uses: ['sends'] },
      },
      slots: { 'workbench.card': { owner: 'workbench', context: { month: { type: 'string' } } } },
    })
    expect(Object.keys(manifest.consumes?.events ?? {})).toHaveLength(2)
  })

  it('exports its lifecycles from an entry bound to the sandbox', async () => {
    const entry = await readOutput(manifest.entry)
    expect(entry).toMatch(/__PORTICO_SCOPE__\([`"']sample@1\.2\.3[`"'],import\.meta\.url\)/)
    expect(entry).toMatch(/export\{.*as mount.*as unmount/)
  })

  it('binds a lazy chunk as well, and none that uses no global', async () => {
    const lazy = Object.keys(manifest.integrity).find(file => file.includes('Detail') && file.endsWith('.js'))
    expect(await readOutput(lazy ?? '')).toMatch(/^const\{window:/)
  })

  it('leaves out what a feature that is off would show', async () => {
    expect(await readOutput(manifest.entry)).not.toMatch(/waiting since|PORTICO_FEATURE/)
  })

  it('maps its code to the sources', async () => {
    const map = JSON.parse(await readOutput(`${manifest.entry}.map`))
    expect(map.sources).toContain('src/App.tsx')
    // From wherever it was built to: nothing of the machine is in it.
    expect(map.sources.join()).not.toContain('fixtures')
  })

  it('has its styles in its own scope, keyframes outside', async () => {
    const css = await readOutput(manifest.css[0] ?? '')
    expect(css).toMatch(/^@keyframes sample-fade\{/)
    expect(css).toMatch(/@scope\(\[data-app="?sample"?\]\)[^{]*\{:scope\{--tone:red\}/)
  })

  it('has its contribution apart, with nothing of the app in it but what both use', async () => {
    const files = manifest.contributes?.[0]?.files
    expect(files?.entry).toMatch(/^contributions\/greeting\/assets\/greeting-[\w-]+\.js$/)
    const code = await readOutput(files?.entry ?? '')
    expect(code).toMatch(
      /^const\{window:\w+(?:,\w+:\w+)*\}=__PORTICO_SCOPE__\([`"']sample@1\.2\.3[`"'],import\.meta\.url\)/m,
    )
    expect(code).toMatch(/export\{.*as mount.*as unmount/)
    expect(code).not.toContain('antd')
    expect(files?.modules.filter(path => path.includes('Detail'))).toHaveLength(1)
    expect(await readOutput(files?.css[0] ?? '')).toMatch(/@scope\(\[data-app="?sample"?\]\).*\.greeting/)
    expect(Object.keys(manifest.integrity)).toEqual(
      expect.arrayContaining([...(files?.modules ?? []), ...(files?.css ?? [])]),
    )
    expect(manifest.preload.join()).not.toContain('contributions')
  })

  it('carries its own copies of what it would rather share', async () => {
    expect(Object.keys(manifest.own.react ?? {})).toEqual([
      'react',
      'react-dom',
      'react-dom/client',
      'react/jsx-runtime',
    ])
    const { antd: file } = manifest.own.antd ?? {}
    expect(await readOutput(file ?? '')).toMatch(/as Button/)
  })
})

it('refuses an entry without lifecycles', async () => {
  const config = createBuildConfig(app, { root, version: '1.2.3' })
  const input = join(root, 'src/Detail.tsx')
  const rolldownOptions = { ...config.build?.rolldownOptions, input }
  const broken = build({
    ...config,
    configFile: false,
    logLevel: 'silent',
    build: { ...config.build, rolldownOptions, write: true, outDir: join(outDir, 'broken') },
  })
  await expect(broken).rejects.toThrow('Detail.tsx must export mount and unmount')
})

it('builds a Vue app: its own Vue, its single-file styles in the scope', async () => {
  const config = createBuildConfig(vueApp, {
    root: join(import.meta.dirname, 'fixtures/vue-app'),
    version: '1.0.0',
  })
  const dir = join(outDir, 'vue')
  await build({ ...config, configFile: false, logLevel: 'error', build: { ...config.build, outDir: dir } })
  const built = parseManifest(await readFile(join(dir, 'portico.json'), 'utf8'))
  expect(built.imports).toEqual([])
  expect(await readFile(join(dir, built.css[0] ?? ''), 'utf8')).toMatch(/@scope.*\.width\[data-v-\w+\]/)
  expect(await readFile(join(dir, built.entry), 'utf8')).toMatch(/__PORTICO_SCOPE__\([`"']stock@1\.0\.0/)
})
