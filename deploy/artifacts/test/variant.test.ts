import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type BuildOptions, buildStaleArtifacts, buildStaleVariant } from '../src/index.ts'
import { definitionOf } from './definition-of.ts'

/** Writes what it was given into the artifact. */
const BUILD = `
import { writeFileSync } from 'node:fs'
const { PORTICO_VERSION: version, PORTICO_FEATURES: features, PORTICO_DIST: dist } = process.env
writeFileSync(dist + '/portico.json', JSON.stringify({ version, features }))
`

let root: string
let options: BuildOptions
let lines: string[]

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'portico-variant-'))
  for (const dir of ['apps/sales', 'shell', 'toolkit/shared-libs']) await writePackage(dir)
  await writeFile(join(root, 'apps/sales/portico.app.ts'), definitionOf({ name: 'sales', base: '/sales' }))
  lines = []
  options = {
    root,
    store: join(root, 'store'),
    moreApps: [],
    onProgress: line => lines.push(line),
    onFault: () => {},
  }
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(root, { recursive: true, force: true })
})

async function writePackage(dir: string, build = 'node build.js') {
  await mkdir(join(root, dir), { recursive: true })
  const manifest = { version: '1.4.0', type: 'module', scripts: { build } }
  await writeFile(join(root, dir, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(root, dir, 'build.js'), BUILD)
}

async function readBuild(version: string) {
  return JSON.parse(await readFile(join(options.store, 'sales', version, 'portico.json'), 'utf8'))
}

const next = { name: 'sales', version: '1.5.0', features: ['waiting-days', 'other'] }

it('builds a sub-app a second time, with its features, in no set of current artifacts', async () => {
  const version = await buildStaleVariant(next, options)
  expect(version).toMatch(/^1\.5\.0-h[0-9a-f]{8}$/)
  expect(await readBuild(version)).toEqual({ version, features: 'waiting-days,other' })
  const { apps } = await buildStaleArtifacts(options)
  expect(apps).toEqual({ sales: expect.stringMatching(/^1\.4\.0-h/) })
})

it('builds again only when the sources or the features are others', async () => {
  const version = await buildStaleVariant(next, options)
  expect(await buildStaleVariant(next, options)).toBe(version)
  expect(lines).toEqual(['building sales with waiting-days,other'])
  expect(await buildStaleVariant({ ...next, features: ['other'] }, options)).not.toBe(version)
  await writeFile(join(root, 'apps/sales/App.ts'), 'changed')
  expect(await buildStaleVariant(next, options)).not.toBe(version)
})

it('gives each build no features, whatever the terminal has set', async () => {
  vi.stubEnv('PORTICO_FEATURES', 'waiting-days')
  const { apps } = await buildStaleArtifacts(options)
  expect(await readBuild(apps.sales ?? '')).toMatchObject({ features: '' })
})

it('by two at once, in one tree, gives each what it asked for', async () => {
  const other = { ...options, store: join(root, 'other') }
  const [own, shared, again] = await Promise.all([
    buildStaleVariant(next, options),
    buildStaleVariant({ ...next, features: ['one'] }, options),
    buildStaleVariant(next, other),
  ])
  expect(await readBuild(own)).toMatchObject({ features: 'waiting-days,other' })
  expect(await readBuild(shared)).toMatchObject({ features: 'one' })
  expect(again).toBe(own)
})

it('says which sub-app there is not', async () => {
  const build = buildStaleVariant({ ...next, name: 'sails' }, options)
  await expect(build).rejects.toMatchObject({
    code: 'BUILD_FAILED',
    message: expect.stringContaining('sails'),
  })
})

it('does not ask Vite to keep the project for one build at a time', async () => {
  await writePackage('apps/sales', 'vite build')
  await mkdir(join(root, 'node_modules/.bin'), { recursive: true })
  const vite = '#!/bin/sh\n[ "$*" = "build --bypass-lock" ] && exec node build.js\n'
  await writeFile(join(root, 'node_modules/.bin/vite'), vite, { mode: 0o755 })
  const version = await buildStaleVariant(next, options)
  expect(await readBuild(version)).toMatchObject({ version })
})
