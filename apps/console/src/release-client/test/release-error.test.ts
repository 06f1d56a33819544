import { describe, expect, test } from 'vitest'
import { problem } from '../../test/fake-release-service.ts'
import { fieldErrorsOf, problemFacts, releaseErrorOf } from '../release-error.ts'

const codeOf = async (answer: Response) => (await releaseErrorOf(answer)).code

describe('a refused call', () => {
  test('has the code and the facts of the service', async () => {
    const error = await releaseErrorOf(problem(409, 'OVERLAY_CONFLICT', { releaseId: 'r2' }))
    expect(error.code).toBe('OVERLAY_CONFLICT')
    expect(problemFacts(error)).toMatchObject({ releaseId: 'r2' })
  })

  test('has the code and the message of the gateway', async () => {
    const body = { error: { code: 'RATE_LIMITED', message: 'Wait a little', retryAfterSeconds: 3 } }
    const error = await releaseErrorOf(Response.json(body, { status: 429 }))
    expect(error).toMatchObject({ code: 'RATE_LIMITED', message: 'Wait a little' })
    expect(problemFacts(error)).toMatchObject({ retryAfterSeconds: 3 })
  })

  test('has the facts of the service where the gateway says them', async () => {
    const body = { error: { code: 'FIELD_UNKNOWN', message: 'No', details: { nearest: ['A.b'] } } }
    const error = await releaseErrorOf(Response.json(body, { status: 404 }))
    expect(problemFacts(error)).toMatchObject({ nearest: ['A.b'] })
  })

  test.each([
    [401, 'UNAUTHENTICATED'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [412, 'VERSION_CONFLICT'],
    [502, 'UPSTREAM_UNAVAILABLE'],
    [503, 'UPSTREAM_UNAVAILABLE'],
    [504, 'TIMEOUT'],
    [418, 'HTTP_418'],
  ])('of a proxy, which says %i and no code, is %s', async (status, code) => {
    expect(await codeOf(new Response('<h1>Sorry</h1>', { status }))).toBe(code)
    expect(await codeOf(Response.json(null, { status }))).toBe(code)
    expect(await codeOf(Response.json(['x'], { status }))).toBe(code)
    expect(await codeOf(Response.json({ code: 7 }, { status }))).toBe(code)
  })
})

describe('the fields of a refusal', () => {
  test('are those with a place and a code', async () => {
    const field = { path: '/body/percentBp', code: 'MAXIMUM' }
    const errors = [field, null, 'x', { path: '/body/title' }, { code: 'MAXIMUM' }]
    expect(fieldErrorsOf(await releaseErrorOf(problem(400, 'INVALID_REQUEST', { errors })))).toEqual([field])
  })

  test('are none where the refusal names none, or the error is no refusal', async () => {
    expect(fieldErrorsOf(await releaseErrorOf(problem(400, 'INVALID_REQUEST', { errors: 'x' })))).toEqual([])
    expect(fieldErrorsOf(new TypeError('x'))).toEqual([])
    expect(problemFacts(new TypeError('x'))).toEqual({})
  })
})
