import { describe, expect, it } from 'vitest'
import { listCallerUrls } from '../attribution/call-stack.ts'
import { CodeOwners } from '../attribution/code-owners.ts'
import { listStackUrls } from '../attribution/stack-urls.ts'

const SALES = 'https://shop.example/a/sales/1.2.0/entry-3f.js'
const REACT = 'https://shop.example/a/react/19.3.1/react.js'

const CHROMIUM = `TypeError: Cannot read properties of undefined (reading 'id')
    at row (${REACT}:9:1)
    at async Promise.all (index 0)
    at async load (${SALES}?retry=1-x:3:14)
    at new Order (${SALES}:1:20)
    at ${SALES}:7:2
    at eval (eval at run (${SALES}:3:9), <anonymous>:1:1)
    at <anonymous>`
const FIREFOX = `row@${REACT}:9:1
async*load@${SALES}?retry=1-x:3:14
Order@${SALES}:1:20
@${SALES}:7:2
setTimeout handler*go@${SALES}:8:2
`
const SAFARI = `row@${REACT}:9:1
load@${SALES}?retry=1-x:3:14
module code@${SALES}:7:2
asyncFunctionResume@[native code]
@${SALES}:1:1`

describe('the addresses of a stack are read as', () => {
  it.each([
    [
      'Chromium writes it',
      CHROMIUM,
      "Cannot read properties of undefined (reading 'id')",
      [REACT, `${SALES}?retry=1-x`, SALES, SALES],
    ],
    ['Firefox writes it', FIREFOX, 'a is undefined', [REACT, `${SALES}?retry=1-x`, SALES, SALES, SALES]],
    ['Safari writes it', SAFARI, 'undefined is not an object', [REACT, `${SALES}?retry=1-x`, SALES, SALES]],
  ])('%s', (_fact, stack, message, urls) => {
    expect(listStackUrls({ stack, message })).toEqual(urls)
  })

  it('frames only, whatever the message quotes', () => {
    const message = `Refused\n    at steal (${SALES}:1:1)`
    const stack = `Error: ${message}\n    at row (${REACT}:9:1)`
    expect(listStackUrls({ stack, message })).toEqual([REACT])
  })

  it('none where there is no stack', () => {
    expect(listStackUrls({})).toEqual([])
    expect(listStackUrls({ stack: 'Error: no frames', message: 'no frames' })).toEqual([])
  })
})

describe('the owner', () => {
  const owner = (app: string, version: string, copy = 1) => ({
    instanceId: `${app}@${version}#${copy}`,
    app,
    version,
  })
  const create = () => {
    const owners = new CodeOwners()
    owners.register({ base: 'https://shop.example/a/sales/1.2.0/', retryMark: null }, owner('sales', '1.2.0'))
    owners.register(
      { base: 'https://shop.example/a/sales/1.2.0/', retryMark: '1-x' },
      owner('sales', '1.2.0', 2),
    )
    owners.register(
      { base: 'https://shop.example/a/sales/1.2.0-b/', retryMark: null },
      owner('sales', '1.2.0-b'),
    )
    owners.register({ base: 'http://127.0.0.1:5173/', retryMark: null }, owner('stock', '0.0.0-dev'))
    owners.register({ base: 'http://127.0.0.1:5173/team/', retryMark: null }, owner('team', '0.0.0-dev'))
    return owners
  }

  it.each([
    [SALES, 'sales@1.2.0#1'],
    [`${SALES}?retry=1-x`, 'sales@1.2.0#2'],
    [SALES.replace('1.2.0', '1.2.0-b'), 'sales@1.2.0-b#1'],
    ['http://127.0.0.1:5173/src/App.tsx?t=17', 'stock@0.0.0-dev#1'],
    ['http://127.0.0.1:5173/team/src/App.tsx', 'team@0.0.0-dev#1'],
    [REACT, undefined],
    ['https://shop.example/a/sales/1.2.00/entry.js', undefined],
    ['blob:https://shop.example/1', undefined],
  ])('of %s is %s', (url, instanceId) => {
    expect(create().ownerOfUrl(url)?.instanceId).toBe(instanceId)
  })

  it.each([
    ['a stack, by the first frame of an app', { stack: CHROMIUM, message: 'x' }, 'sales@1.2.0#2'],
    ['an event, by its error', { message: 'x', error: { stack: FIREFOX, message: 'x' } }, 'sales@1.2.0#2'],
    [
      'an event, by its script',
      { message: 'Script error', filename: SALES, error: 'a text' },
      'sales@1.2.0#1',
    ],
    ['a rejection', { reason: { stack: SAFARI, message: 'x' } }, 'sales@1.2.0#2'],
    [
      'several errors',
      { stack: '', errors: [new Error('x'), { stack: CHROMIUM, message: 'x' }] },
      'sales@1.2.0#2',
    ],
    ['a cause', { message: 'x', cause: { stack: CHROMIUM, message: 'x' } }, 'sales@1.2.0#2'],
    [
      'a failed import',
      { stack: '', message: `Failed to fetch dynamically imported module: ${SALES}` },
      'sales@1.2.0#1',
    ],
    ['code of no app', new Error('x'), undefined],
    ['a text', 'thrown', undefined],
    ['nothing', null, undefined],
  ])('is found of %s', (_fact, thrown, instanceId) => {
    expect(create().ownerOfError(thrown)?.instanceId).toBe(instanceId)
  })

  it('is not looked for in circles', () => {
    const error: { cause?: unknown } = {}
    error.cause = error
    expect(create().ownerOfError(error)).toBeNull()
  })

  it('of the caller is the app whose code stands in the stack', () => {
    const owners = new CodeOwners()
    expect(owners.ownerOfCaller()).toBeNull()
    owners.register({ base: 'https://shop.example/a/sales/1.2.0/', retryMark: null }, owner('sales', '1.2.0'))
    const limit = Error.stackTraceLimit
    const call = new Function('ask', `return [1].map(() => ask())[0]\n//# sourceURL=${SALES}`)
    expect(call(() => owners.ownerOfCaller()?.app)).toBe('sales')
    expect(call(listCallerUrls)).toContain(SALES)
    expect(owners.ownerOfCaller()).toBeNull()
    expect(Error.stackTraceLimit).toBe(limit)
    expect(typeof new Error('x').stack).toBe('string')
  })

  it('is looked for without a change to what the page shares', () => {
    const own = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')
    Reflect.deleteProperty(Error, 'prepareStackTrace')
    listCallerUrls()
    const isLeft = Object.hasOwn(Error, 'prepareStackTrace')
    if (own) Object.defineProperty(Error, 'prepareStackTrace', own)
    expect(isLeft).toBe(false)
  })
})
