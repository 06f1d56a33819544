import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppDefinition } from '@portico/micro-app/manifest'
import { createServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import lit from '../../../e2e/frameworks/lit/portico.app.ts'
import plain from '../../../e2e/frameworks/module/portico.app.ts'
import solid from '../../../e2e/frameworks/solid/portico.app.ts'
import svelte from '../../../e2e/frameworks/svelte/portico.app.ts'
import { importPlugin, isPlainPage } from '../src/common/framework-plugin.ts'
import { createDevConfig } from '../src/dev/dev-config.ts'

const FIXTURES = join(import.meta.dirname, '../../../e2e/frameworks')
let cacheDir: string

beforeAll(async () => {
  // A build in the same worker leaves `production`, in which nothing is reloaded hot.
  vi.stubEnv('NODE_ENV', 'development')
  cacheDir = await mkdtemp(join(tmpdir(), 'portico-frameworks-'))
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(cacheDir, { recursive: true, force: true })
})

/** Modules as the development server gives them to a browser, asked for in this order. */
async function transform(app: AppDefinition, ...paths: string[]): Promise<string[]> {
  const config = createDevConfig(app, join(FIXTURES, app.name))
  const server = await createServer({
    ...config,
    configFile: false,
    logLevel: 'error',
    cacheDir,
    optimizeDeps: { noDiscovery: true },
    server: { ...config.server, middlewareMode: true, ws: false },
  })
  try {
    const codes: string[] = []
    for (const path of paths) codes.push((await server.transformRequest(path))?.code ?? '')
    return codes
  } finally {
    await server.close()
  }
}

describe('the development server of each framework', () => {
  it('reloads a Svelte component hot, its styles in the scope, once', async () => {
    const style = '/src/App.svelte?svelte&type=style&lang.css'
    const [code, css] = await transform(svelte, '/src/App.svelte', style)
    expect(code).toContain('import.meta.hot')
    expect(css?.match(/@scope \(\[data-app=/g)).toHaveLength(1)
  })

  it('reloads a Solid component hot, and the shell is asked nothing of React', async () => {
    const [code, entry] = await transform(solid, '/src/App.tsx', '\0portico-dev-entry')
    expect(code).toContain('/@solid-refresh')
    expect(entry).not.toContain('preamble')
  })

  it('serves modules of a Lit app bound to the sandbox', async () => {
    const [code] = await transform(lit, '/src/entry.ts')
    expect(code).toContain('"lit@0.0.0-dev"')
  })
})

describe('an app without a framework', () => {
  it('is a plain page only where there is no entry module', () => {
    expect(isPlainPage(plain, join(FIXTURES, 'module'))).toBe(false)
    expect(isPlainPage(plain, join(import.meta.dirname, 'fixtures/plain-app'))).toBe(true)
    expect(isPlainPage(svelte, join(import.meta.dirname, 'fixtures/plain-app'))).toBe(false)
  })
})

it('says which plugin is missing, and where it belongs', async () => {
  await expect(importPlugin('svelte', '@portico/no-such-plugin', FIXTURES)).rejects.toThrow(
    "framework: 'svelte' needs @portico/no-such-plugin: add it to the app's devDependencies",
  )
})
