import { GraphError } from '@portico/micro-app'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { Freshness } from '../../state/freshness.ts'
import { callGateway, errorOf, GatewayClient } from '../gateway.ts'

afterEach(() => void vi.unstubAllGlobals())

function answerWith(answer: (path: string, init: RequestInit) => Response | Promise<Response>) {
  const fetched = vi.fn(async (path: string, init: RequestInit) => answer(path, init))
  vi.stubGlobal('fetch', fetched)
  return { sent: () => new Headers(fetched.mock.calls[0]?.[1].headers) }
}

const codeOf = (work: Promise<unknown>) =>
  work.catch(error => (error instanceof GraphError ? error.code : error))

describe('a call of the gateway', () => {
  it('carries what a form of another site cannot set, beside its own headers', async () => {
    const { sent } = answerWith(() => new Response())
    await callGateway('/api/x', { headers: { accept: 'text/csv' }, timeoutMs: 1_000 })
    expect([sent().get('x-portico-csrf'), sent().get('accept')]).toEqual(['1', 'text/csv'])
  })

  it('that reaches nothing is NETWORK, one without an answer TIMEOUT', async () => {
    answerWith(() => Promise.reject(new TypeError('Failed to fetch')))
    expect(await codeOf(callGateway('/api/x', { timeoutMs: 1_000 }))).toBe('NETWORK')
    answerWith((_, { signal }) => untilAborted(signal))
    expect(await codeOf(callGateway('/api/x', { timeoutMs: 1 }))).toBe('TIMEOUT')
  })

  it('has a limit until its answer is read, and no longer', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const call = () => callGateway('/api/x', { timeoutMs: 600_000 })
    answerWith(() => Response.json({ items: [] }))
    const answer = await call()
    expect(vi.getTimerCount()).toBe(1)
    expect(await answer.json()).toEqual({ items: [] })
    expect(vi.getTimerCount()).toBe(0)
    answerWith(() => new Response(null, { status: 204 }))
    await call()
    expect(vi.getTimerCount()).toBe(0)
    answerWith(() => Promise.reject(new TypeError('Failed to fetch')))
    expect(await codeOf(call())).toBe('NETWORK')
    expect(vi.getTimerCount()).toBe(0)
    answerWith((_, { signal }) => new Response(new ReadableStream(stuckUntil(signal))))
    const reading = (await call()).text()
    vi.advanceTimersByTime(600_000)
    await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('that its caller gives up stays an abort', async () => {
    answerWith((_, { signal }) => untilAborted(signal))
    const leaving = new AbortController()
    const call = codeOf(callGateway('/api/x', { signal: leaving.signal, timeoutMs: 10_000 }))
    leaving.abort('left')
    expect(await call).toBe('left')
  })
})

describe('a tab at the gateway', () => {
  it('names its snapshot, and learns from any answer that there is a newer one or that it is revoked', async () => {
    const freshness = new Freshness('s_1')
    const headers = { 'x-portico-newer': 's_2', 'x-portico-revoked': 's_3;force=1' }
    const { sent } = answerWith(() => new Response(null, { status: 503, headers }))
    await new GatewayClient('token', freshness, () => {}).call('/api/x', { timeoutMs: 1_000 })
    expect(sent().get('x-portico-snapshot')).toBe('token')
    expect(freshness.newer.get()).toBe('s_2')
    expect(freshness.revocation.get()).toEqual({ to: 's_3', isForced: true })
    expect(freshness.target()).toBe('s_3')
  })

  it('learns that another user has logged in', async () => {
    const onReplaced = vi.fn()
    const gateway = new GatewayClient('token', new Freshness('s_1'), onReplaced)
    answerWith(() => new Response())
    await gateway.call('/api/x', { timeoutMs: 1_000 })
    expect(onReplaced).not.toHaveBeenCalled()
    answerWith(() => new Response(null, { headers: { 'x-portico-session': 'changed' } }))
    await gateway.call('/api/x', { timeoutMs: 1_000 })
    expect(onReplaced).toHaveBeenCalledOnce()
  })
})

describe('the error of an answer', () => {
  it.each([
    ['the gateway', 409, { error: { code: 'TAKEN', message: 'taken' } }, 'TAKEN', 'taken'],
    ['a service', 422, { code: 'REFUSED', detail: 'not so' }, 'REFUSED', 'not so'],
    ['a proxy that knows no code', 502, '<html>', 'UNAVAILABLE', 'The gateway answered 502'],
    ['a proxy that asks for a login', 401, '', 'UNAUTHENTICATED', 'The gateway answered 401'],
    ['another refusal', 418, null, 'HTTP_418', 'The gateway answered 418'],
  ])('of %s', async (_, status, body, code, message) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    expect(await errorOf(new Response(text, { status }))).toMatchObject({ code, message })
  })

  it('keeps the details', async () => {
    const error = await errorOf(
      Response.json({ error: { code: 'X', details: { reason: 'LOCKED' } } }, { status: 401 }),
    )
    expect(error.errors[0]?.details).toEqual({ reason: 'LOCKED' })
  })
})

function untilAborted(signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
}

/** A body of which nothing comes. */
function stuckUntil(signal: AbortSignal | null | undefined): UnderlyingDefaultSource {
  return { start: controller => signal?.addEventListener('abort', () => controller.error(signal.reason)) }
}
