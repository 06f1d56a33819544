import { describe, expect, it } from 'vitest'
import { type MockCall, MockError, MockPlayer } from '../src/index.ts'

const APP = { name: 'returns', version: '1.4.2' }

function play(text: string, overrides?: string): MockPlayer {
  return new MockPlayer(
    {
      providers: [{ file: 'sales.yaml', text }],
      ...(overrides !== undefined && { overrides: [{ file: 'mine.yaml', text: overrides }] }),
    },
    // Only endless scripts are to meet the limit.
    { timeoutMs: 20_000 },
  )
}

function calling(operation: string, variables: MockCall['variables'] = {}, app = APP): MockCall {
  return { operation, variables, app }
}

function refusal(run: () => unknown): MockError {
  try {
    run()
  } catch (error) {
    if (error instanceof MockError) return error
    throw error
  }
  throw new Error('Nothing was refused')
}

/** Which case answers. */
function keysOf(player: MockPlayer, calls: readonly MockCall['variables'][], operation = 'Orders') {
  return calls.map(
    variables => player.answer(calling(operation, variables))?.key.replace('sales/', '') ?? null,
  )
}

describe('a case', () => {
  it('matches literals, globs and ranges, of fields inside of variables too, and null what is left out', () => {
    const player = play(`
provider: sales
cases:
  - { id: open, operation: Orders, when: { filter.status: open }, answer: { data: 1 } }
  - { id: like, operation: Orders, when: { search: { glob: 'A*/B?' } }, answer: { data: 1 } }
  - { id: few, operation: Orders, when: { first: { range: [1, 10] }, search: null }, answer: { data: 1 } }
  - { id: late, operation: Orders, when: { from: { range: ['2026-02-01', null] } }, answer: { data: 1 } }
  - { id: dear, operation: Orders, priority: 1, when: { total: { range: ['9.50', '100'] } }, answer: { data: 1 } }
`)
    expect(
      keysOf(player, [
        { filter: { status: 'open' } },
        { search: 'A1/B2' },
        { search: 'A1/B22' },
        { first: 10 },
        { first: 11 },
        { first: 1, search: 'x' },
        { from: '2026-02-01' },
        { from: '2026-01-31' },
        { total: '10.00' },
        { total: '9.49' },
        { filter: { status: 'closed' } },
        { filter: null },
      ]),
    ).toEqual(['open', 'like', null, 'few', null, null, 'late', null, 'dear', null, null, null])
  })

  it('comes by priority, then by how exactly it says what it wants', () => {
    const player = play(`
provider: sales
cases:
  - { id: any, operation: Orders, answer: { data: 1 } }
  - { id: like, operation: Orders, when: { search: { glob: '*' } }, answer: { data: 1 } }
  - { id: exact, operation: Orders, when: { search: wine }, answer: { data: 1 } }
  - { id: first, operation: Orders, when: { search: { glob: 'z*' } }, priority: 1, answer: { data: 1 } }
`)
    expect(keysOf(player, [{ search: 'wine' }, { search: 'beer' }, {}, { search: 'zinc' }])).toEqual([
      'exact',
      'like',
      'any',
      'first',
    ])
  })

  it('matches by a script, which sees the same time and the same random numbers at each run', () => {
    const player = play(`
provider: sales
cases:
  - { id: many, operation: Orders, script: '$count(variables.ids) > 1', answer: { script: '{"at": $now(), "luck": $random()}' } }
`)
    expect(player.answer(calling('Orders', { ids: ['1'] }))).toBeNull()
    const [one, other] = [1, 2].map(() => player.answer(calling('Orders', { ids: ['1', '2'] })))
    expect(one).toEqual(other)
    expect(one).toMatchObject({ body: { data: { at: '2026-01-01T08:00:00.000Z' } } })
  })

  it('is for a range of versions of the calling app', () => {
    const player = play(`
provider: sales
cases:
  - { id: old, operation: Orders, versions: '<1.4', answer: { data: 1 } }
  - { id: new, operation: Orders, versions: '>=1.4', answer: { data: 1 } }
`)
    const key = (version: string) => player.answer(calling('Orders', {}, { name: 'returns', version }))?.key
    expect([key('1.3.9'), key('1.4.0'), key('1.5.0-beta.1')]).toEqual(['sales/old', 'sales/new', 'sales/new'])
  })

  it('answers one after the other, the last one from then on; a new player begins anew', () => {
    const text = `
provider: sales
cases:
  - { id: job, operation: Job, answers: [{ data: { done: 1 } }, { data: { done: 2 }, status: 202 }] }
`
    const player = play(text)
    const ask = (of: MockPlayer) => of.answer(calling('Job'))
    expect([1, 2, 3].map(() => ask(player))).toMatchObject([
      { body: { data: { done: 1 } }, status: 200 },
      { body: { data: { done: 2 } }, status: 202 },
      { body: { data: { done: 2 } } },
    ])
    expect(ask(play(text))).toMatchObject({ body: { data: { done: 1 } } })
  })

  it('remembers a state, which other cases of its provider ask for', () => {
    const player = play(`
provider: sales
cases:
  - { id: draft, operation: Order, state: { is: '' }, answer: { data: draft } }
  - { id: ship, operation: Ship, state: { becomes: shipped }, answer: { errors: [{ message: Late, code: LATE }] }, delayMs: 30 }
  - { id: shipped, operation: Order, state: { is: shipped }, answer: { data: shipped } }
`)
    expect(player.answer(calling('Order'))).toMatchObject({ body: { data: 'draft' } })
    expect(player.answer(calling('Ship'))).toEqual({
      ...{ key: 'sales/ship', delayMs: 30, status: 200 },
      body: { errors: [{ message: 'Late', code: 'LATE' }] },
    })
    expect(player.answer(calling('Order'))).toMatchObject({ body: { data: 'shipped' } })
  })

  it('patches a live answer, and says which step no longer fits', () => {
    const player = play(`
provider: sales
cases:
  - id: free
    operation: Order
    patch:
      - { op: replace, path: /data/order/total, value: '0.00' }
      - { op: remove, path: /data/order/note }
`)
    const found = player.answer(calling('Order'))
    if (found === null || !('patch' in found)) throw new Error('No patch')
    const live = { data: { order: { total: '1.00', note: 'x' } } }
    expect(found.patch(live)).toEqual({ data: { order: { total: '0.00' } } })
    expect(live.data.order.note).toBe('x')
    const fault = refusal(() => found.patch({ data: { order: { total: '1.00' } } }))
    expect(fault.code).toBe('MOCK_PATCH_FAILED')
    expect(fault.message).toContain('Step 2 of sales/free (remove /data/order/note)')
  })
})

describe('a consumer', () => {
  const text = `
provider: sales
cases:
  - { id: one, operation: Order, answer: { data: theirs } }
  - { id: two, operation: Job, answer: { data: theirs } }
`

  it('changes cases by their ids, and turns them off', () => {
    const player = play(
      text,
      `overrides: { sales/one: { answer: { data: mine }, delayMs: 5 }, sales/two: { isOff: true } }`,
    )
    expect(player.answer(calling('Order'))).toMatchObject({ body: { data: 'mine' }, delayMs: 5 })
    expect(player.answer(calling('Job'))).toBeNull()
  })

  it('may not change what is no longer there', () => {
    const fault = refusal(() => play(text, 'overrides:\n  sales/three: { delayMs: 5 }\n'))
    expect(fault.code).toBe('MOCK_OVERRIDE_UNKNOWN')
    expect(fault.message).toBe('mine.yaml:2: No provider has a case sales/three')
  })
})

describe('a file is refused, with its line, where', () => {
  it.each([
    ['it is no YAML', 'provider: [', 'MOCK_FILE_INVALID', 'sales.yaml:1'],
    ['a key stands twice', 'provider: sales\nprovider: sales', 'MOCK_FILE_INVALID', 'sales.yaml:2'],
    [
      'something is misspelled',
      'provider: sales\ncases:\n  - { id: x, operation: A, anser: 1 }',
      'MOCK_FILE_INVALID',
      'sales.yaml:3',
    ],
    [
      'a case has no answer',
      'provider: sales\ncases:\n  - { id: x, operation: A }',
      'MOCK_FILE_INVALID',
      'exactly one of',
    ],
    [
      'a case has two answers',
      'provider: sales\ncases:\n  - { id: x, operation: A, answer: {}, patch: [{ op: remove, path: /a }] }',
      'MOCK_FILE_INVALID',
      'exactly one of',
    ],
    [
      'a range of versions is none',
      'provider: sales\ncases:\n  - { id: x, operation: A, versions: new, answer: {} }',
      'MOCK_FILE_INVALID',
      'no range of versions',
    ],
    [
      'a script is none',
      'provider: sales\ncases:\n\n  - { id: x, operation: A, script: "a[", answer: {} }',
      'MOCK_SCRIPT_INVALID',
      'sales.yaml:4',
    ],
    [
      'an id stands twice',
      'provider: sales\ncases:\n  - { id: x, operation: A, answer: {} }\n  - { id: x, operation: B, answer: {} }',
      'MOCK_ID_TAKEN',
      'sales.yaml:4',
    ],
    [
      'it is too large',
      `provider: sales\ncases: [] # ${'x'.repeat(1_000_000)}`,
      'MOCK_FILE_TOO_LARGE',
      'sales.yaml',
    ],
    [
      'aliases grow without end',
      `a: &a [x, x, x, x, x, x, x, x, x, x]\n${[...'bcdefg'].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdef'[index]}`).join(', ')}]`).join('\n')}`,
      'MOCK_FILE_INVALID',
      'alias',
    ],
  ])('%s', (_, text, code, said) => {
    const fault = refusal(() => play(text))
    expect(fault.code).toBe(code)
    expect(fault.message).toContain(said)
  })

  it('two cases may match the same call, and neither comes first', () => {
    const fault = refusal(() =>
      play(`
provider: sales
cases:
  - { id: by-search, operation: Orders, when: { search: wine }, answer: { data: 1 } }
  - { id: by-status, operation: Orders, when: { status: open }, answer: { data: 1 } }
`),
    )
    expect(fault.code).toBe('MOCK_TIE')
    expect(fault.message).toContain('sales/by-search and sales/by-status')
  })
})

it.each([
  ['by literals', 'when: { status: open }', 'when: { status: closed }'],
  ['by ranges', 'when: { first: { range: [1, 5] } }', 'when: { first: { range: [6, null] } }'],
  ['by state', "state: { is: '' }", 'state: { is: shipped }'],
  ['by versions', "versions: '<2'", "versions: '>=2'"],
  ['by priority', 'priority: 1', 'priority: 2'],
])('two cases that exclude each other %s are no tie', (_, one, other) => {
  const player = play(`
provider: sales
cases:
  - { id: one, operation: Orders, ${one}, answer: { data: 1 } }
  - { id: other, operation: Orders, ${other}, answer: { data: 1 } }
`)
  expect(player.answer(calling('Unknown'))).toBeNull()
})

describe('a script', () => {
  it.each([
    ['recurses without end', '($f := function() { $f() }; $f())'],
    ['makes a range without end', '$sum([1..10000000].[1..10000000])'],
    ['backtracks without end', `$match("${'a'.repeat(60)}b", /^(a+)+$/)`],
  ])('that %s is cut, and the next one runs', (_, script) => {
    const text = `
provider: sales
cases:
  - { id: endless, operation: Orders, answer: { script: ${JSON.stringify(script)} } }
  - { id: sound, operation: Order, answer: { script: variables.id } }
`
    const player = new MockPlayer({ providers: [{ file: 'sales.yaml', text }] }, { timeoutMs: 300 })
    const fault = refusal(() => player.answer(calling('Orders')))
    expect(['MOCK_SCRIPT_TIMEOUT', 'MOCK_SCRIPT_FAILED']).toContain(fault.code)
    expect(player.answer(calling('Order', { id: '7' }))).toMatchObject({ body: { data: '7' } })
  })

  it.each([
    '$eval("process")',
    'process',
    'globalThis.process',
    '$constructor',
    '$f.constructor("return 1")()',
  ])('%s reaches nothing of the process', script => {
    const player = play(
      `provider: sales\ncases:\n  - { id: x, operation: A, answer: { script: ${JSON.stringify(script)} } }`,
    )
    const answer = (() => {
      try {
        return player.answer(calling('A'))
      } catch (error) {
        return error
      }
    })()
    if (answer instanceof MockError) expect(answer.code).toBe('MOCK_SCRIPT_FAILED')
    else expect(answer).toMatchObject({ body: { data: null } })
  })
})

describe('a strict play', () => {
  it('names the three nearest cases of a miss and what differs', () => {
    const player = play(`
provider: sales
cases:
  - { id: far, operation: Invoices, answer: { data: 1 } }
  - { id: open, operation: Orders, when: { status: open, first: 10 }, answer: { data: 1 } }
  - { id: counted, operation: Orders, when: { first: 20 }, script: 'false', answer: { data: 1 } }
  - { id: named, operation: Order, answer: { data: 1 } }
`)
    const fault = refusal(() => player.answerStrictly(calling('Orders', { status: 'closed', first: 20 })))
    expect(fault.code).toBe('MOCK_MISS')
    expect(fault.message.split('\n')).toEqual([
      'No mock answers Orders with {"status":"closed","first":20} of returns@1.4.2. The nearest:',
      '  sales/counted: script is not true, wanted false',
      '  sales/open: variables.status is "closed", wanted "open"; variables.first is 20, wanted 10',
      '  sales/named: operation is Orders, wanted Order',
    ])
  })

  it('says so where there is no mock at all', () => {
    const fault = refusal(() => new MockPlayer({ providers: [] }).answerStrictly(calling('Orders')))
    expect(fault.message).toContain('There is no mock at all.')
  })
})
