import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'

const bootstrap = resolve(import.meta.dirname, '../../bootstrap')
const execute = promisify(execFile)

let root: string

/** A small repository with the real bootstrap, and with npm and npx that only note what they are called with. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'portico-install-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  await cp(join(bootstrap, 'install.mjs'), join(root, 'deploy/bootstrap/install.mjs'))
  await mkdir(join(root, 'deploy/bootstrap/pnpm'))
  await write('package.json', '{"packageManager":"pnpm@1.0.0"}')
  await write(
    'pnpm-workspace.yaml',
    'packages:\n  - shell\n  - apps/*\n  - services/*/*/contract\n\ncatalog:\n  vue: ^3\n',
  )
  await write('pnpm-lock.yaml', 'lock')
  await write('apps/sales/package.json', '{}')
  await write('services/core/party/contract/package.json', '{}')
  await write('node_modules/node/bin/node', '')
  await write('bin/npm', '#!/bin/sh\necho "npm $1" >> "$PORTICO_CALLS"\n', 0o755)
  await write('bin/npx', '#!/bin/sh\necho "npx $*" | sed "s/--prefix [^ ]*//" >> "$PORTICO_CALLS"\n', 0o755)
})

async function write(path: string, text: string, mode = 0o644) {
  await mkdir(join(root, path, '..'), { recursive: true })
  await writeFile(join(root, path), text, { mode })
}

/** What was called. */
async function install(env: Record<string, string> = {}): Promise<string[]> {
  const calls = join(root, 'calls')
  await rm(calls, { force: true })
  const program = `import('${root}/deploy/bootstrap/install.mjs').then(m => m.ensureInstalled())`
  const all = { PATH: `${root}/bin:${process.env.PATH}`, PORTICO_CALLS: calls, ...env }
  await execute(process.execPath, ['-e', program], { env: all })
  const text = await readFile(calls, 'utf8').catch(() => '')
  return text.split('\n').filter(Boolean)
}

const FREE = ['npm install', 'npx --no  pnpm install --no-frozen-lockfile']

it('installs once', async () => {
  expect(await install()).toEqual(FREE)
  expect(await install()).toEqual([])
})

describe('installs again when', () => {
  it.each([
    ['the lockfile changed', 'pnpm-lock.yaml', 'other'],
    ['the package.json of an app changed', 'apps/sales/package.json', '{"dependencies":{"dayjs":"1"}}'],
    ['a folder with a package.json was added', 'apps/returns/package.json', '{}'],
    [
      'that of a package further below changed',
      'services/core/party/contract/package.json',
      '{"version":"2.0.0"}',
    ],
  ])('%s', async (_, path, text) => {
    await install()
    await write(path, text)
    expect(await install()).toEqual(FREE)
    expect(await install()).toEqual([])
  })

  it('the package.json of an app was taken away', async () => {
    await install()
    await rm(join(root, 'apps/sales'), { recursive: true })
    expect(await install()).toEqual(FREE)
  })
})

it('leaves the lockfile as it is where CI is set', async () => {
  expect(await install({ CI: 'true' })).toEqual(['npm install', 'npx --no  pnpm install --frozen-lockfile'])
})

describe('where installing fails', () => {
  beforeEach(() => write('bin/npx', '#!/bin/sh\nexit 1\n', 0o755))

  it('goes on with what was installed before, and tries again the next time', async () => {
    await write('node_modules/.portico-installed', 'before')
    expect(await install()).toEqual(['npm install'])
    expect(await install()).toEqual(['npm install'])
  })

  it('ends where nothing was installed before, and in CI', async () => {
    await expect(install()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('run it again'),
    })
    await write('node_modules/.portico-installed', 'before')
    await expect(install({ CI: 'true' })).rejects.toMatchObject({ code: 1 })
  })
})
