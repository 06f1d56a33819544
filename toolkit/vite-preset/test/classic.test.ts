import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { type Manifest, parseManifest } from '@portico/micro-app/manifest'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBuildConfig } from '../src/build-config.ts'
import { readPlainPage } from '../src/classic/plain-page.ts'
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
    expect(manifest.classic?.html).toMatch(/^<h1>Labels<\/h1>/)
    expect(manifest.classic?.html).toContain('<img src="portico-artifact:img/dot.svg"')
    expect(manifest.classic?.html).toContain('<a href="#top">')
    expect(manifest.classic?.html).not.toContain('<script')
  })

  it('runs all of its scripts in the sandbox, in order', async () => {
    const sandbox: Record<string, unknown> = { document: {} }
    sandbox.window = sandbox
    const programs: Record<string, () => void> = {}
    const register = (name: string, program: () => void) => {
      programs[name] = program
    }
    runInNewContext(await readFile(join(outDir, manifest.entry), 'utf8'), { __PORTICO_CLASSIC__: register })
    programs['labels@1.0.0']?.call(sandbox)
    expect(sandbox).toMatchObject({ shown: 3, document: { title: 'labels' } })
  })

  it('has its styles in its own scope, and its other files beside', async () => {
    expect(await readFile(join(outDir, 'app.css'), 'utf8')).toMatch(/@scope \(\[data-app="labels"\]\)/)
    expect(await readFile(join(outDir, 'img/dot.svg'), 'utf8')).toContain('<svg')
  })
})

describe('refused in a plain page is', () => {
  it.each([
    ['a module', '<script type="module" src="x.js"></script>'],
    ['a script from elsewhere', '<script src="https://elsewhere.example/x.js"></script>'],
    ['a style sheet of the page', '<link rel="stylesheet" href="/x.css">'],
  ])('%s', (_what, html) => expect(() => readPlainPage(html)).toThrow('A plain HTML app'))
})
