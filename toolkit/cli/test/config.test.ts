import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { runCli, runJson } from './run-cli.ts'

const NOWHERE = 'http://127.0.0.1:9'
const SECRET = `PORTICO_SECRET=${'a'.repeat(32)}`

async function folderWith(...lines: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-config-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'prod.env'), lines.join('\n'))
  return folder
}

it('says that a file of settings makes sense for a role, also where secrets come from files of another machine', async () => {
  const cwd = await folderWith(SECRET, 'SALES_DATABASE_URL_FILE=/run/secrets/sales')
  const line = ['config', 'check', '--env', 'prod.env', '--role', 'service', '--service', 'sales']
  const { exitCode, json } = await runJson(NOWHERE, line, { cwd })
  expect({ exitCode, json }).toEqual({ exitCode: 0, json: { isOk: true, role: 'service' } })
  const migration = await folderWith(SECRET, 'DATABASE_URL_FILE=/run/secrets/admin')
  const { out } = await runCli(NOWHERE, ['config', 'check', '--env', 'prod.env', '--role', 'migrate'], {
    cwd: migration,
  })
  expect(out).toBe('The settings make sense (role migrate).\n')
})

it('names all faults at once', async () => {
  const cwd = await folderWith('PORTICO_SECRT=x', 'PORT=many')
  const { exitCode, error } = await runCli(
    NOWHERE,
    ['config', 'check', '--env', 'prod.env', '--role', 'gateway'],
    { cwd },
  )
  expect(exitCode).toBe(1)
  expect(error).toContain('SETTINGS_WRONG: 3 to mend:')
  expect(error).toContain('did you mean PORTICO_SECRET?')
  expect(error).toContain('BAD_SETTING: PORT must be')
  expect(error).toContain('SETTING_REQUIRED: PORTICO_SECRET is not set')
})

it('refuses a file that is not there and a role without its service', async () => {
  const cwd = await folderWith()
  const missing = await runCli(NOWHERE, ['config', 'check', '--env', 'none.env'], { cwd })
  expect(missing.error).toContain('FILE_UNREADABLE: none.env')
  const role = ['config', 'check', '--env', 'prod.env', '--role', 'service']
  expect(await runCli(NOWHERE, role, { cwd })).toMatchObject({
    exitCode: 2,
    error: expect.stringContaining('--service'),
  })
})
