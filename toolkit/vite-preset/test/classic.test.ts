import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { type Manifest, parseManifest } from '@portico/micro-app/manifest'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBuildConfig } from '../src/build-config.ts'
import app from './fixtures/plain-app/portico.app.ts'

describe('the artifact of a plain HTML app', () => {
  let outDir: string
  let manifest: Manifest

  beforeAll(async () => {
    outDir = await mkdtemp(join(tmpdir(), 'portico-classic-'))
    const config = createBuildConfig(app, {
      root: join(import.meta.dirname, 'fixtures/plain-app'),
      version: '1.0.0',
    })
    await build({ ...config, configFile: false, logLevel: 'error', build: { ...config.build, outDir } })
    manifest = parseManifest(await readFile(join(outDir, 'portico.json'), 'utf8'))
  })

  afterAll(() => rm(outDir, { recursive: true, force: true }))

  it('has its page in the manifest, with addresses for the shell to complete', () => {
    expect(manifest.classic?.html).toContain('<h1>Labels</h1>')
    expect(manifest.classic?.html).toContain('<img src="portico-artifact:img/dot.svg"')
    expect(manifest.classic?.html).toContain('<a href="#top">')
    expect(manifest.classic?.html).not.toContain('shown')
  })

  it('runs all of its scripts in the sandbox, in order', async () => {
    const programs: Record<string, (runtime: object) => void> = {}
    const register = (...[, key, , program]: [string, string, object, (runtime: object) => void]) => {
      programs[key] = program
    }
    for (const file of [manifest.entry, ...manifest.preload])
      runInNewContext(await readFile(join(outDir, file), 'utf8'), { __PORTICO_CLASSIC__: register })
    const body = { classList: new Set() }
    const scope: Record<string, unknown> = { document: { body } }
    scope.window = scope
    for (const key of manifest.classic?.start ?? [])
      programs[key]?.({ scope: new Proxy(scope, { has: (_, name) => name !== '$portico' }) })
    expect(scope).toMatchObject({ shown: 3, document: { title: 'labels', body } })
    expect([...body.classList]).toEqual(['labels'])
  })

  it('has its styles in its own scope, and its other files beside', async () => {
    expect(await readFile(join(outDir, 'portico-page.css'), 'utf8')).toMatch(
      /@scope \(\[data-app="labels"\]\)/,
    )
    expect(await readFile(join(outDir, 'img/dot.svg'), 'utf8')).toContain('<svg')
  })
})
