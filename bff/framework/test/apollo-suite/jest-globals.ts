import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  vi,
  describe as vitestDescribe,
  it as vitestIt,
} from 'vitest'
import { REFUSED } from './refused.ts'

/** What the suite takes from Jest, by Vitest. */
export { afterAll, afterEach, beforeAll, beforeEach, expect }
export const jest = vi

type Body = () => unknown

/** Of Apollo's own options and hooks, without a front. */
const OTHER_GROUP = 'apolloServerTests.ts'

export const describe = Object.assign(
  (name: string, body: Body) => {
    if (name !== OTHER_GROUP) vitestDescribe(name, body as () => void)
  },
  { skip: () => {} },
)

/** Names of `REFUSED` that the suite has. */
export const refusedNames = new Set<string>()

/** What is refused must fail: a list that names more than is refused is found out. */
function define(name: string, body: Body): void {
  const reason = REFUSED.get(name)
  if (reason !== undefined) refusedNames.add(name)
  if (reason === undefined) vitestIt(name, body as () => void)
  else vitestIt(`refuses: ${name} (${reason})`, () => expect(async () => body()).rejects.toThrow())
}

type Row = readonly unknown[]

/** As Jest's, for names with one `%s`. */
const each = (rows: readonly Row[]) => (name: string, body: (...row: Row) => unknown) => {
  for (const row of rows) define(name.replace('%s', String(row[0])), () => body(...row))
}

export const it = Object.assign(define, { each })
export const test = define
