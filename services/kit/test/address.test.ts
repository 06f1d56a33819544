import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { readAddress, readTrustedHosts, serviceUrl } from '../src/settings/address.ts'
import { startForTest } from '../src/testing/index.ts'
import { FakeService } from './fake-service.ts'
import { createNotesService } from './notes/notes.service.ts'

const release = { RELEASE_URL: 'http://release.internal' }

describe('a service', () => {
  it('listens on HOST, and on this machine alone where none is set', () => {
    expect(readAddress('sales', 7006, {})).toEqual({
      host: '127.0.0.1',
      port: 7006,
      advertisedUrl: null,
      advertisedHost: null,
    })
    expect(readAddress('sales', 7006, { HOST: '10.1.0.7', SALES_PORT: '80' })).toMatchObject({
      host: '10.1.0.7',
      port: 80,
    })
  })

  it.each([
    [{ HOST: '0.0.0.0', ...release }, 'SALES_ADVERTISED_URL'],
    [{ HOST: '::', ...release }, 'SALES_ADVERTISED_URL'],
    [{ SALES_ADVERTISED_URL: 'sales.internal' }, 'SALES_ADVERTISED_URL'],
    [{ SALES_ADVERTISED_URL: 'http://sales.internal/base' }, 'SALES_ADVERTISED_URL'],
    [{ SALES_PORT: 'x' }, 'SALES_PORT'],
    [{ PORTICO_ADVERTISED_HOST: '10.1.0.7:80' }, 'PORTICO_ADVERTISED_HOST'],
    [{ PORTICO_ADVERTISED_HOST: 'http://sales' }, 'PORTICO_ADVERTISED_HOST'],
  ])('%j is refused by name', (env, name) => {
    expect(() => readAddress('sales', 7006, env)).toThrow(
      expect.objectContaining({ code: 'BAD_SETTING', message: expect.stringContaining(name) }),
    )
  })

  it('registers the address it advertises, not the one where it listens', async () => {
    const fake = await FakeService.start()
    fake.body = { revision: 1, instances: [] }
    const env = {
      HOST: '0.0.0.0',
      RELEASE_URL: fake.url,
      NOTES_ADVERTISED_URL: 'http://notes.internal:7099/',
    }
    const notes = await startForTest(createNotesService(), env)
    expect(JSON.parse(fake.seen[0]?.body ?? '')).toMatchObject({ url: 'http://notes.internal:7099' })
    await notes.stop()
    await fake.stop()
  })

  it('registers the host it advertises, at the port where it listens', async () => {
    const fake = await FakeService.start()
    fake.body = { revision: 1, instances: [] }
    const env = { HOST: '0.0.0.0', RELEASE_URL: fake.url, PORTICO_ADVERTISED_HOST: 'fd00::7' }
    const notes = await startForTest(createNotesService(), env)
    const { port } = notes.app.server.address() as AddressInfo
    expect(JSON.parse(fake.seen[0]?.body ?? '')).toMatchObject({ url: `http://[fd00::7]:${port}` })
    await notes.stop()
    await fake.stop()
  })

  it('looks for the other services where it is itself, unless their address is set', () => {
    expect(serviceUrl({}, 'party', 7002)).toBe('http://127.0.0.1:7002')
    expect(serviceUrl({ HOST: '10.1.0.7', PARTY_PORT: '80' }, 'party', 7002)).toBe('http://10.1.0.7:80')
    expect(serviceUrl({ PARTY_URL: 'http://party.internal' }, 'party', 7002)).toBe('http://party.internal')
  })

  it('trusts this machine, the hosts of its settings, and those that are named', () => {
    const hosts = readTrustedHosts({
      PARTY_URL: 'http://party.internal',
      PORTICO_UPSTREAM_HOSTS: '10.0.0.0/8',
    })
    const urls = ['http://127.0.0.1:1', 'http://party.internal:9', 'http://10.9.9.9', 'http://evil.example']
    expect(urls.map(url => hosts.originOf(url) !== null)).toEqual([true, true, true, false])
    expect(() => readTrustedHosts({ PORTICO_UPSTREAM_HOSTS: '10.0.0.0/99' })).toThrow(
      'PORTICO_UPSTREAM_HOSTS',
    )
  })
})
