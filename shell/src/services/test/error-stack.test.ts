import { describe, expect, it } from 'vitest'
import { stackOf } from '../error-stack.ts'

const origins = ['https://shop.example.com', 'https://assets.example.com']
const at = 'https://shop.example.com/a/sales/1.5.0/assets/entry-Ab1.js'

function thrown(stack: unknown, message = 'no customer', name = 'TypeError'): Error {
  return Object.assign(new Error(message), { name, stack })
}

const frame = (over: object = {}) => ({
  artifact: 'sales',
  version: '1.5.0',
  file: 'assets/entry-Ab1.js',
  line: 1,
  column: 23,
  function: 'mount',
  ...over,
})

describe('the stack of an error', () => {
  it.each([
    [
      'Chromium',
      `TypeError: no customer\n    at mount (${at}:1:23)\n    at async ${at}:4:5\n    at async Promise.all (index 0)\n    at new Cart (${at}:6:7)`,
    ],
    ['Firefox', `mount@${at}:1:23\nasync*${at}:4:5\npromise callback*Cart@${at}:6:7\n`],
    ['Safari', `mount@${at}:1:23\nasync ${at}:4:5\n[native code]\nCart@${at}:6:7`],
  ])('of %s is read, with frames that were waited for', (_browser, stack) => {
    const found = stackOf(thrown(stack), origins)
    expect(found?.error).toBe('TypeError')
    expect(found?.frames).toEqual([
      frame(),
      frame({ line: 4, column: 5, function: null }),
      frame({ line: 6, column: 7, function: 'Cart' }),
    ])
  })

  it('names nothing but files of artifacts: no query, no message, no other address', () => {
    const stack = [
      `TypeError: at ada@example.com (${at}:9:9)`,
      `    at mount (${at}?retry=1-ada&token=secret:1:23)`,
      '    at other (https://evil.example.com/a/sales/1.5.0/assets/entry-Ab1.js:1:1)',
      '    at page (https://shop.example.com/sales/orders?customer=ada:1:1)',
      '    at extension (chrome-extension://abc/a/sales/1.5.0/x.js:1:1)',
      '    at up (https://shop.example.com/a/sales/1.5.0/%2e%2e/%2e%2e/x.js:1:1)',
      `    at eval (eval at mount (${at}:3:3), <anonymous>:1:1)`,
      `    at {"customer":"ada"} (${at}:2:2)`,
      `    at Object.<anonymous> (https://assets.example.com/a/react/19.3.1/react.js:5:6)`,
    ].join('\n')
    const found = stackOf(thrown(stack, `at ada@example.com (${at}:9:9)`), origins)
    expect(JSON.stringify(found)).not.toMatch(/ada|secret|evil|extension|retry/)
    expect(found?.frames).toContainEqual(frame())
    expect(found?.frames).toContainEqual(frame({ line: 2, column: 2, function: null }))
    expect(found?.frames.at(-1)).toEqual({
      ...{ artifact: 'react', version: '19.3.1', file: 'react.js' },
      ...{ line: 5, column: 6, function: 'Object.<anonymous>' },
    })
  })

  it('is that of the innermost cause that has one', () => {
    const inner = thrown(`Error\n    at mount (${at}:1:23)`, '', 'RangeError')
    const outer = new Error('could not mount', { cause: new Error('as it threw', { cause: inner }) })
    expect(stackOf(outer, origins)).toEqual({ error: 'RangeError', frames: [frame()] })
    const circle = new Error('round')
    circle.cause = circle
    expect(stackOf(circle, origins)).toBeNull()
  })

  it('is short, whatever an app makes of it', () => {
    const deep = Array.from({ length: 5_000 }, (_, n) => `    at f${n} (${at}:1:${n + 1})`).join('\n')
    expect(stackOf(thrown(`Error: x\n${deep}`, 'x', 'Error'), origins)?.frames).toHaveLength(20)
    const hostile = [
      42,
      null,
      '',
      `${'@'.repeat(1_000_000)}/a/`,
      `at ${'('.repeat(500_000)} /a/:1:1`,
      '\0/a/:::@',
    ]
    for (const stack of hostile) expect(stackOf(thrown(stack), origins)).toBeNull()
    for (const value of [undefined, null, 'text', { stack: at }]) expect(stackOf(value, origins)).toBeNull()
    expect(stackOf(thrown(`at mount (${at}:1:23)`, 'm', 'ada@example.com'), origins)?.error).toBe('Error')
  })
})
