import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { defaultConfig, planChecks } from '../src/app-types/plan-checks.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'portico-types-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
})

async function write(...files: string[]) {
  for (const file of files) {
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), '')
  }
}

describe('types are checked of', () => {
  it('an app with Vue files that is added, by a configuration of its own where it has one', async () => {
    await write('apps/returns/portico.app.ts', 'apps/returns/src/features/list/List.vue')
    await write('apps/stock/portico.app.ts', 'apps/stock/src/App.vue', 'apps/stock/tsconfig.json')
    const [returns, stock] = planChecks(root)
    expect(returns).toEqual({ app: 'apps/returns', checker: 'vue-tsc', config: null })
    expect(stock).toEqual({ app: 'apps/stock', checker: 'vue-tsc', config: 'apps/stock/tsconfig.json' })
    if (returns) expect(JSON.stringify(defaultConfig(root, returns))).toContain('apps/returns/src/**/*.vue')
  })

  it('an app with Svelte files that is added', async () => {
    await write('apps/labels/portico.app.ts', 'apps/labels/src/App.svelte')
    expect(planChecks(root)).toMatchObject([{ app: 'apps/labels', checker: 'svelte-check' }])
  })

  it('no app of the compiler’s own files here, and nothing that is no app', async () => {
    await write('apps/sales/portico.app.ts', 'apps/sales/src/App.tsx', 'apps/notes/src/Notes.vue')
    expect(planChecks(root)).toEqual([])
  })

  it('the apps of this repository', () => {
    const apps = planChecks(resolve(import.meta.dirname, '../../..')).map(({ app }) => app)
    expect(apps).toEqual(expect.arrayContaining(['apps/inventory', 'e2e/frameworks/svelte']))
  })
})
