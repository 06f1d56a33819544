import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isBodyOf, Keyring, SIGNATURE_HEADER, type Verified, verifyCall } from '@portico/release/trust'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { registerBuilds } from '../src/builds.ts'
import { describeOverlaid } from '../src/overlaid.ts'

const builds = {
  current: { shell: '0.1.0-h1', apps: { sales: '1.4.0-h2' }, shared: { react: '19.3.1+h3' } },
  graySales: '1.5.0-h4',
}

const keyring = Keyring.fromSecrets('launcher', ['secret'])
let server: Server
let url: string
/** What the release service answers, the last one again and again. */
let statuses: number[]
let seen: { headers: IncomingMessage['headers']; call: string; body: string }[]

beforeEach(async () => {
  seen = []
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method, url: path, headers } = request
    seen.push({ headers, call: `${method} ${path}`, body: Buffer.concat(chunks).toString() })
    const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 500
    response.writeHead(status).end(status === 204 ? '' : '{"code":"DATABASE_BUSY"}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

describe('the builds of this machine', () => {
  it('are reported to the release service, signed: the current ones, and the next sales apart', async () => {
    statuses = [204]
    await registerBuilds(builds, url, keyring)
    const [{ headers, call, body } = { headers: {}, call: '', body: '' }] = seen
    expect(call).toBe('PUT /local')
    expect(JSON.parse(body)).toEqual({ ...builds.current, others: [{ name: 'sales', version: '1.5.0-h4' }] })
    expect(headers.baggage).toBe('portico.actor=system')
    const received = { audience: 'release', method: 'PUT', path: '/local', headers }
    const verified = verifyCall(
      Keyring.fromSecrets('release', ['secret']),
      received,
      headers[SIGNATURE_HEADER],
    )
    expect(verified).toMatchObject({ caller: 'launcher' })
    expect(isBodyOf(verified as Verified, Buffer.from(body))).toBe(true)
  })

  it('are reported again when it was not ready', async () => {
    statuses = [503, 204]
    await registerBuilds(builds, url, keyring)
    expect(seen).toHaveLength(2)
  })

  it('are given up with its own words', async () => {
    statuses = [503]
    await expect(registerBuilds(builds, url, keyring)).rejects.toMatchObject({
      code: 'BUILDS_NOT_REGISTERED',
      message: expect.stringContaining('503 {"code":"DATABASE_BUSY"}'),
    })
  })
})

describe('builds that not every tenant gets', () => {
  const answering = async (body: string, status = 200): Promise<string[]> => {
    server.removeAllListeners('request')
    server.on('request', (request, response) =>
      response.writeHead(request.url === '/local/overlaid' ? status : 404).end(body),
    )
    return describeOverlaid(builds, url, keyring)
  }

  it('are said with what stands over them and how to end it', async () => {
    const item = { name: 'sales', version: '1.4.0-h1', built: '1.4.0-h2' }
    const lines = await answering(
      JSON.stringify({
        items: [
          { ...item, releaseId: 'r1' },
          { ...item, releaseId: null },
        ],
      }),
    )
    expect(lines).toEqual([
      expect.stringMatching(
        /sales@1\.4\.0-h2 .* running release r1 .* 1\.4\.0-h1: "portico release abort r1"/,
      ),
      expect.stringMatching(/sales@1\.4\.0-h2 .* 1\.4\.0-h1 was promoted or published/),
    ])
  })

  it('keep nothing from starting when the service does not answer', async () => {
    expect(await answering('{}', 500)).toEqual([])
    expect(await answering('no JSON')).toEqual([])
  })
})
