import { describeRowSecurity, type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../src/index.ts'

let samples: ServiceUnderTest

beforeAll(async () => {
  samples = await startForTest(service)
})
afterAll(() => samples?.stop())

function put(id: string, name: string, version?: number, tenant = 't_demo') {
  const headers: Record<string, string> = version === undefined ? {} : { 'if-match': `"${version}"` }
  return samples.call('PUT', `/samples/${id}`, { tenant, headers, body: { name } })
}

async function read(ids: string[], tenant = 't_demo') {
  return (await samples.call('POST', '/samples/batch', { tenant, body: { ids } })).json().items
}

describe('a sample', () => {
  it('is made, and changed by who has read its version', async () => {
    expect((await put('one', 'First')).json()).toEqual({ id: 'one', name: 'First', version: 1 })
    expect((await put('one', 'Second', 1)).json()).toMatchObject({ name: 'Second', version: 2 })
    expect((await put('one', 'Third', 1)).json()).toMatchObject({
      code: 'VERSION_CONFLICT',
      currentVersion: 2,
    })
    expect((await put('none', 'Third', 1)).statusCode).toBe(404)
  })

  it('is read by ids; unknown ones are missing, and those of another tenant are unknown', async () => {
    await put('mine', 'Mine')
    expect(await read(['mine', 'unknown'])).toEqual([{ id: 'mine', name: 'Mine', version: 1 }])
    expect(await read(['mine'], 't_other')).toEqual([])
  })
})

describeRowSecurity(() => samples)
