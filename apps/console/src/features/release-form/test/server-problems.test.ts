import { expect, test } from 'vitest'
import { releaseErrorOf } from '../../../release-client/release-error.ts'
import { problem } from '../../../test/fake-release-service.ts'
import { serverProblemsOf } from '../server-problems.ts'

test('what is about the overlay belongs there, with the version that is missing', async () => {
  const error = await releaseErrorOf(problem(404, 'ARTIFACT_UNKNOWN', { name: 'sales', version: '1.9.0' }))
  expect(serverProblemsOf(error)).toEqual({
    overlay: { code: 'ARTIFACT_UNKNOWN', name: 'sales', version: '1.9.0' },
  })
})

test('a field check belongs to its field, also deep within it', async () => {
  const errors = [
    { path: '/body/title/en', code: 'MINLENGTH', message: 'x' },
    { path: '/body/percentBp', code: 'MAXIMUM', message: 'x' },
    { path: '/query/first', code: 'MAXIMUM', message: 'x' },
  ]
  const error = await releaseErrorOf(problem(400, 'INVALID_REQUEST', { errors }))
  expect(serverProblemsOf(error)).toEqual({ title: { code: 'MINLENGTH' }, percentBp: { code: 'MAXIMUM' } })
})

test('anything else has no place on the form', () => {
  expect(serverProblemsOf(new Error('x'))).toEqual({})
})
