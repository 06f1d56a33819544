import { GraphQLError } from 'graphql'
import { beforeEach, expect, test } from 'vitest'
import { AppError, asAppError } from '../src/errors/app-error.ts'
import { errorFormatter } from '../src/graphql/format-error.ts'
import { createLog } from '../src/telemetry/log.ts'

let lines: string[]
let format: ReturnType<typeof errorFormatter>
beforeEach(() => {
  lines = []
  format = errorFormatter(createLog(line => lines.push(line)))
})

function thrown(originalError: Error): GraphQLError {
  return new GraphQLError(originalError.message, { originalError, path: ['order'] })
}

function caught(work: () => unknown): Error {
  try {
    throw new Error(`nothing was thrown: ${work()}`)
  } catch (error) {
    return error as Error
  }
}

test('a fault is shown as it is, and not logged', () => {
  const error = thrown(
    new AppError({ code: 'INSUFFICIENT_STOCK', status: 409, message: 'Too few.' }, undefined, {
      shortages: [1],
    }),
  )
  expect(format(error.toJSON(), error)).toEqual({
    message: 'Too few.',
    path: ['order'],
    extensions: { code: 'INSUFFICIENT_STOCK', details: { shortages: [1] } },
  })
  expect(lines).toEqual([])
})

test('an id that is no Unicode text is a request that is not valid, and no failure of the gateway', () => {
  const error = thrown(caught(() => encodeURIComponent('\ud800')))
  expect(format(error.toJSON(), error)).toEqual({
    message: 'The request is not valid.',
    path: ['order'],
    extensions: { code: 'INVALID_REQUEST' },
  })
  expect(asAppError(caught(() => decodeURIComponent('%ff')))).toMatchObject({
    fault: { code: 'INVALID_REQUEST', status: 400 },
    isExpected: true,
  })
  expect(lines).toEqual([])
})

test('anything else is INTERNAL: the client learns nothing, the log all, once', () => {
  const error = thrown(new Error('connect ECONNREFUSED 10.0.0.7:5432'))
  expect(format(error.toJSON(), error)).toEqual({
    message: 'Something went wrong here.',
    path: ['order'],
    extensions: { code: 'INTERNAL' },
  })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('10.0.0.7')
})

test('a client code on an error a module threw is not believed', () => {
  const error = thrown(Object.assign(new Error('secret'), { extensions: { code: 'BAD_USER_INPUT' } }))
  expect(format({ message: 'secret', extensions: { code: 'BAD_USER_INPUT' } }, error).extensions).toEqual({
    code: 'INTERNAL',
  })
})

test('it cannot throw', () => {
  const nasty = new Proxy(
    {},
    {
      getPrototypeOf: () => {
        throw new Error('no')
      },
    },
  )
  expect(format({ message: 'x' }, nasty).extensions).toEqual({ code: 'INTERNAL' })
})
