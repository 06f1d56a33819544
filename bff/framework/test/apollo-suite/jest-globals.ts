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

function define(name: string, body: Body): void {
  vitestIt(name, body as () => void)
}

type Row = readonly unknown[]

/** As Jest's, for names with one `%s`. */
const each = (rows: readonly Row[]) => (name: string, body: (...row: Row) => unknown) => {
  for (const row of rows) define(name.replace('%s', String(row[0])), () => body(...row))
}

export const it = Object.assign(define, { each })
export const test = define
