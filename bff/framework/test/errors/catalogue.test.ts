import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { AppError } from '../../src/errors/app-error.ts'
import { CATALOGUE, type ErrorCode, type ErrorEntry } from '../../src/errors/catalogue.ts'

const entries: readonly (readonly [string, ErrorEntry])[] = Object.entries(CATALOGUE)
const source = fileURLToPath(new URL('../../src/', import.meta.url))
const modules = fileURLToPath(new URL('../../../gateway/app/', import.meta.url))

function textOf(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter(
    name => name.endsWith('.ts') && !/(^|\/)(errors\/catalogue\.ts|test\/.*)$/.test(name),
  )
  return files.map(name => readFileSync(`${folder}/${name}`, 'utf8')).join('\n')
}

it('gives each code a status of a failure, a text, and a time where it asks for less', () => {
  for (const [code, { status, message, retryAfterSeconds }] of entries) {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/)
    expect(status, code).toBeGreaterThanOrEqual(400)
    expect(status, code).toBeLessThan(600)
    expect(message, code).toMatch(/\.$/)
    if (status === 429) expect(retryAfterSeconds, code).toBeGreaterThan(0)
    else if (retryAfterSeconds !== undefined) expect(status, code).toBe(503)
  }
})

it('holds no code that the gateway never answers with', () => {
  const text = textOf(source) + textOf(modules)
  // Budgets put theirs together from whose budget it is.
  const isUsed = (code: string) => text.includes(`'${code}'`) || code.endsWith('_BUDGET_SPENT')
  expect(entries.map(([code]) => code).filter(code => !isUsed(code))).toEqual([])
})

it('an unknown code does not compile', () => {
  // @ts-expect-error A code that the catalogue lacks is a type error; a kind of its own has a status.
  const unknown: ErrorCode = 'NO_SUCH_CODE'
  // @ts-expect-error The same, where an error is made of its parts.
  const kind = () => new AppError({ code: unknown, message: 'No.' })
  expect(kind().status).toBeUndefined()
})

it('an error says what its catalogue says unless its place knows more', () => {
  expect(new AppError('RATE_LIMITED')).toMatchObject({ status: 429, retryAfterSeconds: 5, refusedBy: null })
  const exact = new AppError('RATE_LIMITED', 'Ten a minute.', { retryAfterSeconds: 40 })
  expect(exact).toMatchObject({ message: 'Ten a minute.', retryAfterSeconds: 40 })
  expect(exact.withDetails({ limit: 10 })).toMatchObject({
    code: 'RATE_LIMITED',
    status: 429,
    message: 'Ten a minute.',
    retryAfterSeconds: 40,
    details: { retryAfterSeconds: 40, limit: 10 },
    cause: exact,
  })
})

it('an error with more facts keeps the advice when to come back, wherever that stood', () => {
  const more = { limit: 10 }
  expect(new AppError('RATE_LIMITED').withDetails(more).retryAfterSeconds).toBe(5)
  const own = new AppError({ code: 'OWN', status: 429, message: 'Wait.', retryAfterSeconds: 7 })
  expect(own.withDetails(more).withDetails(more).retryAfterSeconds).toBe(7)
  expect(new AppError('FORBIDDEN').withDetails(more).retryAfterSeconds).toBeNull()
})
