import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDevConfig } from '../src/dev/dev-config.ts'
import app from './fixtures/react-app/portico.app.ts'

const root = join(import.meta.dirname, 'fixtures/react-app')
let server: ViteDevServer
let origin: string

beforeAll(async () => {
  const config = createDevConfig(app, root, ['waiting-days'])
  server = await createServer({
    ...config,
    configFile: false,
    logLevel: 'error',
    cacheDir: join(tmpdir(), 'portico-dev-test'),
    // The test asks for modules as text: nothing has to be bundled for a browser.
    optimizeDeps: { noDiscovery: true },
    server: { ...config.server, port: 0, ws: false },
  })
  await server.listen()
  origin = server.resolvedUrls?.local[0] ?? ''
})

afterAll(() => server.close())

async function get(path: string, accept = '*/*'): Promise<string> {
  const response = await fetch(new URL(path, origin), {
    headers: { accept },
    signal: AbortSignal.timeout(10_000),
  })
  expect(response.status).toBe(200)
  return response.text()
}

describe('the development server', () => {
  it('answers a shell like an artifact', async () => {
    const manifest = JSON.parse(await get('/portico.json'))
    expect(manifest).toMatchObject({ name: 'sample', version: '0.0.0-dev', base: '/sample' })
    const entry = await get(`/${manifest.entry}`)
    expect(entry).toContain('/@vite/client')
    expect(entry).toContain('preamble')
    expect(entry).toContain('/src/entry.tsx')
    expect(manifest.contributes).toEqual(app.contributes)
    expect(entry).toContain('/src/contributions/greeting.tsx')
    expect(entry).toContain('"greeting": part0')
  })

  it('binds modules to the sandbox, as the build does', async () => {
    expect(await get('/src/Detail.tsx')).toContain('=__PORTICO_SCOPE__("sample@0.0.0-dev",import.meta.url);')
  })

  it('switches features on, as the build does', async () => {
    expect(await get('/src/NewBadge.tsx')).toContain('if ("on" !== "on")')
  })

  it('leaves the page-wide runtime of hot reloading alone', async () => {
    expect(await get('/@react-refresh')).not.toContain('__PORTICO_SCOPE__')
  })

  it('scopes styles, as the build does', async () => {
    expect(await get('/src/detail.css', 'text/css')).toContain('@scope ([data-app="sample"])')
  })

  it('shows the app alone on any of its pages', async () => {
    const page = await get('/sample/anything', 'text/html')
    expect(page).toContain('__PORTICO_SCOPE__ = () => globalThis')
    expect(page).toContain('/@id/__x00__portico-alone')
  })
})
