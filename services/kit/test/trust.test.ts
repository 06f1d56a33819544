import { signatureHeader, signContext } from '@portico/release/context'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contextHeaders } from '../src/index.ts'
import { type ServiceUnderTest, startForTest } from '../src/testing/index.ts'
import { createNotesService } from './notes/notes.service.ts'

const SECRET = 'the platform’s'
const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

let notes: ServiceUnderTest

beforeAll(async () => {
  notes = await startForTest(createNotesService(), { PORTICO_SECRET: SECRET })
})
afterAll(() => notes?.stop())

const raw = (path: string, headers: Record<string, string>) =>
  notes.call('GET', path, { tenant: null, headers })

const baggage = contextHeaders({ tenantId: 't_demo', actor: 'user:operator' }).baggage ?? ''
const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000

describe('with a secret', () => {
  it('believes a context that was signed with it', async () => {
    const response = await notes.call('GET', '/caller', { context: { road: { sales: 'gray' } } })
    expect(response.json()).toMatchObject({ tenantId: 't_demo', road: { sales: 'gray' } })
  })

  it.each([
    ['no signature', {}],
    ['another secret', { [signatureHeader]: signContext('somebody’s', baggage) }],
    ['another context', { [signatureHeader]: signContext(SECRET, 'portico.tenant=t_other') }],
    ['an old signature', { [signatureHeader]: signContext(SECRET, baggage, minutesAgo(6)) }],
    ['one from the future', { [signatureHeader]: signContext(SECRET, baggage, minutesAgo(-6)) }],
    [
      'no signature but a shape',
      { [signatureHeader]: `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` },
    ],
    ['a token where none is taken', { authorization: 'Bearer ptk_x' }],
  ])('answers CONTEXT_UNSIGNED to %s', async (_, headers) => {
    const response = await raw('/caller', { baggage, ...headers })
    expect(response.json()).toMatchObject({ status: 401, code: 'CONTEXT_UNSIGNED' })
  })

  it('refuses a route without tenant as well, unless the absence of a context is signed', async () => {
    expect((await raw('/open', {})).statusCode).toBe(401)
    expect((await raw('/open', { [signatureHeader]: signContext(SECRET, '') })).statusCode).toBe(200)
  })

  it('lets a token in where the route checks it, and believes nothing else that came with it', async () => {
    const response = await raw('/by-token', { baggage, authorization: 'Bearer ptk_x', traceparent: TRACE })
    expect(response.json()).toMatchObject({ tenantId: '', actor: null, traceparent: TRACE })
    expect((await raw('/by-token', { baggage, authorization: 'Basic eDp5' })).statusCode).toBe(401)
  })

  it('keeps the context of a token that came with a signed one', async () => {
    const signed = { baggage, [signatureHeader]: signContext(SECRET, baggage) }
    const response = await raw('/by-token', { ...signed, authorization: 'Bearer ptk_x' })
    expect(response.json()).toMatchObject({ tenantId: 't_demo', actor: 'user:operator' })
  })

  it.each(['/healthz', '/readyz', '/openapi.json'])('answers anybody at %s', async path => {
    expect((await raw(path, {})).statusCode).toBe(200)
  })
})
