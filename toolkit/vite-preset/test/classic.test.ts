import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { type AppDefinition, type Manifest, parseManifest } from '@portico/micro-app/manifest'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
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

describe('the artifact of a plain page that begins with a module', () => {
  it('is built by Vite: TypeScript, imports, styles and public files', async () => {
    const root = await mkdtemp(join(tmpdir(), 'portico-page-'))
    const outDir = join(root, 'dist')
    onTestFinished(() => rm(root, { recursive: true, force: true }))
    const files = {
      'index.html':
        '<!doctype html><html><body><h1>Notes</h1><a href="/notes/list">list</a><script type="module" src="/src/main.ts"></script></body></html>',
      'src/main.ts':
        "import { shown } from './shown.ts'\nimport './main.css'\nconst count: number = shown\ndocument.title = 'notes ' + count.toFixed()\n",
      'src/shown.ts': 'export const shown: number = 3\n',
      'src/main.css': 'h1 { color: green }\n',
      'public/robots.txt': 'none\n',
      'portico.app.ts': '',
    }
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), text)
    }
    const title = { 'zh-CN': '笔记', en: 'Notes' }
    const notes: AppDefinition = {
      name: 'notes',
      title,
      icon: 'tag',
      base: '/notes',
      menu: [],
      framework: 'none',
    }
    const config = createBuildConfig(notes, { root, version: '1.0.0' })
    await build({ ...config, configFile: false, logLevel: 'error', build: { ...config.build, outDir } })
    const manifest = parseManifest(await readFile(join(outDir, 'portico.json'), 'utf8'))
    expect(manifest.classic?.html).toContain('<h1>Notes</h1>')
    const scripts = await Promise.all(
      [manifest.entry, ...manifest.preload].map(file => readFile(join(outDir, file), 'utf8')),
    )
    expect(scripts.join('')).toMatch(/notes /)
    expect(scripts.join('')).not.toContain(': number')
    const styles = await Promise.all(manifest.css.map(file => readFile(join(outDir, file), 'utf8')))
    expect(styles.join('')).toMatch(/@scope \(\[data-app="notes"\]\)[\s\S]*color:\s*green/)
    expect(await readFile(join(outDir, 'robots.txt'), 'utf8')).toBe('none\n')
  })
})
