import { expect, it } from 'vitest'
import { type Refusal, serviceRefusal } from '../../src/errors/service-refusal.ts'

function refused(refusal: Partial<Refusal>) {
  return serviceRefusal({
    service: 'sales',
    code: 'CREDIT_EXCEEDS_ORDER',
    status: 409,
    message: 'Too much.',
    details: undefined,
    ...refusal,
  })
}

it("a code of the service's own keeps its text, its facts and the status the service gives it", () => {
  expect(refused({ status: 422, details: { lines: [1] } })).toMatchObject({
    code: 'CREDIT_EXCEEDS_ORDER',
    status: 422,
    message: 'Too much.',
    details: { lines: [1] },
    refusedBy: 'sales',
    retryAfterSeconds: null,
  })
})

it('the service decides the status of a code that the gateway has as well', () => {
  expect(refused({ code: 'VERSION_CONFLICT', status: 409 }).status).toBe(409)
})

it('a refusal for too much always says how long to wait', () => {
  expect(refused({ code: 'LOGIN_BUSY', status: 429 }).retryAfterSeconds).toBe(5)
  const throttled = { code: 'LOGIN_THROTTLED', status: 429, details: { retryAfterSeconds: 60 } }
  expect(refused(throttled).retryAfterSeconds).toBe(60)
})

it('of what no catalogue describes no more is kept than a person looks at', () => {
  const original = (refusal: Partial<Refusal>) => refused({ code: 'not-found', ...refusal }).details?.original
  expect(original({ message: 'x'.repeat(10_000) })).toMatchObject({ message: 'x'.repeat(500) })
  expect(original({ details: { rows: Array(1_000).fill('row') } })).not.toHaveProperty('details')
})

it.each([
  ['written otherwise', 'not-found'],
  ['of no letters', ''],
  ['without an end', 'A'.repeat(100)],
  ['that ends a session', 'SESSION_ENDED'],
  ['that makes a tab reload', 'SESSION_CHANGED'],
  ['that makes a client send a text', 'PERSISTED_QUERY_NOT_FOUND'],
  ['that speaks of the log-in at the gateway', 'UNAUTHENTICATED'],
])('a code %s is UPSTREAM_REFUSED, and the original is kept', (_what, code) => {
  const details = { id: 'o1' }
  expect(refused({ code, status: 401, details })).toMatchObject({
    code: 'UPSTREAM_REFUSED',
    status: 502,
    message: 'sales refused it.',
    refusedBy: 'sales',
    details: {
      service: 'sales',
      original: { code: code.slice(0, 64), status: 401, message: 'Too much.', details },
    },
  })
})
