import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openArtifactStore } from '../src/index.ts'
import { S3Server } from '../src/testing/index.ts'
import { describeArtifactStore } from './contract.ts'

const server = new S3Server()
let endpoint: string
const open = () => openArtifactStore(`s3://builds/portico/one?endpoint=${endpoint}&region=eu-1`, '/nowhere')

beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  endpoint = await server.start()
})
beforeEach(() => {
  server.objects.clear()
  server.refusals = 0
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await server.stop()
})

describe('in S3', () => {
  describeArtifactStore(async () => open())

  it('lies below its prefix', async () => {
    await open().put('sales', '1.0.0', import.meta.dirname)
    expect([...server.objects.keys()].every(key => key.startsWith('portico/one/'))).toBe(true)
    expect(await openArtifactStore(`s3://builds?endpoint=${endpoint}`, '').list()).toEqual([])
  })

  it('is not there before its mark, however many of its files are', async () => {
    server.objects.set('portico/one/sales/1.0.0/portico.json', Buffer.from('{}'))
    expect(await open().has('sales', '1.0.0')).toBe(false)
    expect(await open().list()).toEqual([])
  })

  it('takes a refusal now and then', async () => {
    server.refusals = 2
    expect(await open().has('sales', '1.0.0')).toBe(false)
  })

  it('that refuses for good, or cannot be reached, is STORE_UNAVAILABLE', async () => {
    server.refusals = 100
    await expect(open().find('sales/1.0.0/a.js')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    const unreachable = openArtifactStore('s3://builds?endpoint=http://127.0.0.1:1', '')
    await expect(unreachable.list()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })
})

it.each(['builds', 'https://example.com/x', 's3://', 's3://b?endpoint=nonsense'])(
  'refuses the setting %j',
  setting => {
    expect(() => openArtifactStore(setting, '')).toThrow(
      expect.objectContaining({ code: 'STORE_SETTING_INVALID' }),
    )
  },
)
