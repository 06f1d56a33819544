import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { type Manifest, parseManifest, parseSharedManifest } from '@portico/micro-app/manifest'
import { buildShared } from './site/build.ts'
import { expect, test } from './test.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const ORIGIN = 'http://portico.test'

/** A React app on antd as the preset builds it, on a page that is nothing but an import map. */
let outDir: string
let manifest: Manifest

test.beforeAll(async () => {
  test.setTimeout(120_000)
  outDir = await mkdtemp(join(tmpdir(), 'portico-sample-'))
  const vite = join(ROOT, 'e2e/node_modules/vite/bin/vite.js')
  const cwd = join(ROOT, 'toolkit/vite-preset/test/fixtures/react-app')
  const env = { ...process.env, PORTICO_VERSION: '1.0.0' }
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', outDir], {
    cwd,
    env,
    timeout: 60_000,
  })
  manifest = parseManifest(await readFile(join(outDir, 'portico.json'), 'utf8'))
})

test.afterAll(() => rm(outDir, { recursive: true, force: true }))

test('an app runs on the shared libraries', async ({ page }) => {
  const imports: Record<string, string> = {}
  for (const name of ['react', 'antd']) {
    const folder = await buildShared(name)
    await serve(page, `/a/${name}/`, folder)
    const shared = parseSharedManifest(await readFile(join(folder, 'portico.json'), 'utf8'))
    for (const [specifier, file] of Object.entries(shared.exports)) imports[specifier] = `/a/${name}/${file}`
  }
  const requests = await showApp(page, imports)
  expect(requests.filter(path => path.includes('/own/'))).toEqual([])
})

test('an app runs on its own copies when no shared version fits', async ({ page }) => {
  const copies = Object.assign({}, ...Object.values(manifest.own)) as Record<string, string>
  const imports = Object.entries(copies).map(([specifier, file]) => [specifier, `/a/sample/${file}`])
  const requests = await showApp(page, Object.fromEntries(imports))
  expect(requests.filter(path => /^\/a\/(?:react|antd)\//.test(path))).toEqual([])
})

/** Mounts the app and checks that antd's components are there; answers with the paths that were asked for. */
async function showApp(page: Page, imports: Record<string, string>): Promise<string[]> {
  const complaints: string[] = []
  const requests: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  page.on('request', request => requests.push(new URL(request.url()).pathname))
  await serve(page, '/a/sample/', outDir)
  const html = createPage(imports)
  await page.route(`${ORIGIN}/`, route => route.fulfill({ contentType: 'text/html', body: html }))
  await page.goto(ORIGIN)
  await expect(page.locator('#container .ant-btn .ant-tag')).toHaveText('one')
  await expect(page.locator('#container .ant-rate-star')).toHaveCount(5)
  await expect(page.getByRole('button', { name: 'here' })).toHaveCSS('color', 'rgb(255, 0, 0)')
  expect(complaints).toEqual([])
  return requests
}

function createPage(imports: Record<string, string>): string {
  return `<!doctype html><title>Sample</title>
    <script type="importmap">${JSON.stringify({ imports })}</script>
    <div id="container" data-app="sample"></div>
    <script type="module">
      globalThis.__PORTICO_SCOPE__ = () => globalThis
      const { mount } = await import('/a/sample/${manifest.entry}')
      const container = document.getElementById('container')
      const shell = { events: { on: () => () => {}, emit: () => {} } }
      const onError = error => reportError(error)
      await mount({ instanceId: 'sample@1.0.0#1', container, portal: document.body, base: '/', shell, onError })
    </script>`
}

async function serve(page: Page, prefix: string, folder: string): Promise<void> {
  await page.route(`${ORIGIN}${prefix}**`, route => {
    const path = new URL(route.request().url()).pathname.slice(prefix.length)
    return route.fulfill({ path: join(folder, path) })
  })
}
