import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { roleSettingFaults } from '../src/faults/setting-faults.ts'
import { type ComposeFile, composeFaults, parseCompose } from '../src/one-host/compose.ts'
import { workloadOfUnit } from '../src/one-host/units.ts'
import { composeSchemaFaults } from '../src/tools/compose-schema.ts'

const deploy = resolve(import.meta.dirname, '../..')
const compose = async () => parseCompose(await readFile(join(deploy, 'compose.yaml'), 'utf8'))

describe('compose.yaml', () => {
  it('is one by the schema of the Compose specification, and by our own rules', {
    timeout: 300_000,
  }, async () => {
    expect(await composeSchemaFaults(await compose())).toEqual([])
    expect(composeFaults(await compose())).toEqual([])
    const slip = await compose()
    Object.assign(slip.services.gateway ?? {}, { restarts: 'always' })
    expect((await composeSchemaFaults(slip)).join('\n')).toMatch(/services\/gateway.*restarts/)
  })

  it.each<[string, (file: ComposeFile) => void, RegExp]>([
    ['root', ({ services }) => delete services.sales?.read_only, /sales: its root can be written to/],
    ['rights', ({ services }) => delete services.sales?.cap_drop, /sales: it keeps capabilities/],
    ['no limit', ({ services }) => delete services.worker?.mem_limit, /worker: its memory has no limit/],
    [
      'a wrong port',
      ({ services }) => Object.assign(services.party ?? {}, { healthcheck: services.sales?.healthcheck }),
      /party: its health .* 7002/,
    ],
    [
      'no version',
      ({ services }) => Object.assign(services.redis ?? {}, { image: 'redis:latest' }),
      /redis: redis:latest names no version/,
    ],
    [
      'a secret that is missing',
      ({ secrets }) => delete secrets.PORTICO_SECRET,
      /gateway: there is no secret PORTICO_SECRET/,
    ],
    [
      'a secret that is not given',
      ({ services }) => Object.assign(services.migrate ?? {}, { secrets: [] }),
      /migrate: .*DATABASE_URL is not mounted/,
    ],
    ['a service that is missing', ({ services }) => delete services.pricing, /PRICING_URL leads to/],
    [
      'a slip',
      ({ services }) => Object.assign(services.gateway?.environment ?? {}, { PORTICO_BEHIND_PROX: 'on' }),
      /UNKNOWN_SETTING/,
    ],
  ])('%s is refused', async (_, change, reason) => {
    const file = await compose()
    change(file)
    expect(composeFaults(file).join('\n')).toMatch(reason)
  })
})

describe('units of systemd', () => {
  const folder = join(deploy, 'systemd')
  const instanceOf = (name: string) => name.replace('@.', '@sales.')

  it('give each role the settings it needs, and the secrets that it reads', async () => {
    const units = await readdir(folder)
    expect(units).toHaveLength(6)
    for (const name of units) {
      const text = await readFile(join(folder, name), 'utf8')
      expect(roleSettingFaults(workloadOfUnit(name, text, 'sales')), name).toEqual([])
      const without = text.replace(/^LoadCredential=.*\n/m, '')
      expect(roleSettingFaults(workloadOfUnit(name, without, 'sales')).join(), name).toMatch(/is not mounted/)
    }
  })

  it('are understood by systemd, where this machine has it', async context => {
    if (!existsSync('/usr/bin/systemd-analyze'))
      return context.skip('There is no systemd-analyze on this machine.')
    const place = await mkdtemp(join(tmpdir(), 'portico-units-'))
    onTestFinished(() => rm(place, { recursive: true }))
    const files: string[] = []
    for (const name of await readdir(folder)) {
      const text = await readFile(join(folder, name), 'utf8')
      const file = join(place, instanceOf(name))
      // The program is that of another machine.
      await writeFile(file, text.replace('/usr/local/bin/node', '/bin/true'))
      files.push(file)
    }
    const verify = async () => (await promisify(execFile)('systemd-analyze', ['verify', ...files])).stderr
    expect(await verify()).toBe('')
    await writeFile(
      join(place, 'portico-gateway.service'),
      '[Service]\nExecStart=/bin/true\nReadOnlyRoot=yes\n',
    )
    expect(await verify()).toMatch(/ReadOnlyRoot/)
  })
})
