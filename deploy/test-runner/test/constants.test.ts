import { expect, it } from 'vitest'
import { findMisnamed } from '../src/constants/find-misnamed.ts'

function misnamed(text: string): string[] {
  return findMisnamed('a.ts', text).map(({ name, expected }) => `${name}: ${expected}`)
}

it.each([
  'const timeoutMs = 5_000',
  'export const timeoutMs = 60 * SECOND_MS',
  "const names = ['a', 'b'] as const",
  "const names: ReadonlySet<string> = new Set(['a'])",
  'const pattern = /^a$/',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code
  'const query = `select ${COLUMNS} from t`',
  'const retry = { times: 2, backoff: [1, -2], ...REST, NAME }',
  'const limit = LIMITS.orders',
])('a value that is written out is named as a constant: %s', text => {
  expect(misnamed(text)).toHaveLength(1)
})

it.each([
  'const TIMEOUT_MS = 5_000',
  'let count = 0',
  'const handlers = { a: () => 1 }',
  'const cache = new Map()',
  'const app = createApp()',
  'const shape = Type.Object({})',
  'function f() { const inner = 1 }',
])('other names stay as they are: %s', text => {
  expect(misnamed(text)).toEqual([])
})

it('a function is not named as a constant', () => {
  expect(misnamed('const DO_IT = () => 1')).toEqual(['DO_IT: camelCase'])
  expect(misnamed('const DO_IT = function () {}')).toEqual(['DO_IT: camelCase'])
})
