import { expect, test } from 'vitest'
import { beginScope, createLogger, noteFacts, runInScope, Tracing } from '../src/index.ts'

function logTo() {
  const lines: Record<string, unknown>[] = []
  const log = createLogger(
    { service: 'sales', level: 'info' },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  )
  return { log, lines }
}

test('every line of a request says tenant, user, operation and trace, wherever it is written', async () => {
  const { log, lines } = logTo()
  const trace = new Tracing('sales').begin({
    name: 'GET',
    traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  })
  log.info('before')
  await runInScope(beginScope(trace, { operation: 'GET /orders' }), async () => {
    noteFacts({ tenant: 't1', user: 'u1' })
    await new Promise(setImmediate)
    log.warn({ count: 2 }, 'inside')
  })
  const line = { at: expect.stringMatching(/^\d{4}-.*Z$/), service: 'sales' }
  expect(lines).toEqual([
    { ...line, level: 'info', event: 'before' },
    {
      ...line,
      level: 'warn',
      event: 'inside',
      count: 2,
      tenant: 't1',
      user: 'u1',
      operation: 'GET /orders',
      trace: 'a'.repeat(32),
    },
  ])
})

test.each([
  ['password', 'hunter2'],
  ['newPassword', 'hunter2'],
  ['client_secret', 'hunter2'],
  ['Set-Cookie', 'portico=hunter2'],
  ['authorization', 'Basic hunter2'],
  ['x-portico-signature', 'hunter2'],
  ['apiKey', 'hunter2'],
  ['refreshTokens', ['hunter2']],
  ['password', 2],
])('%s is hidden at any depth', (name, value) => {
  const { log, lines } = logTo()
  log.info({ [name]: value, inner: [{ headers: { [name]: value } }] }, 'called')
  expect(lines[0]).toMatchObject({ [name]: '[redacted]', inner: [{ headers: { [name]: '[redacted]' } }] })
})

test('what only sounds like a secret stays', () => {
  const { log, lines } = logTo()
  log.info({ hasPassword: true, tokens: 3, tokenId: 'tok_1', secret: null }, 'counted')
  expect(lines[0]).toMatchObject({ hasPassword: true, tokens: 3, tokenId: 'tok_1', secret: null })
})

test.each([
  'postgres://sales:hunter2@127.0.0.1/portico is down',
  'sent Bearer hunter2-hunter2',
  'asked /callback?code=hunter2&x=1',
  `the token ptk_hunter2${'x'.repeat(30)} is unknown`,
])('a secret inside of text is hidden: %s', text => {
  const { log, lines } = logTo()
  log.error({ err: new Error('outer', { cause: new Error(text) }) }, text)
  expect(JSON.stringify(lines)).not.toContain('hunter2')
  expect(lines[0]?.cause).toContain('caused by: Error: ')
})

test('facts without an end become a line with one', () => {
  const { log, lines } = logTo()
  const circle: Record<string, unknown> = { many: new Array(5_000).fill('x') }
  circle.self = circle
  log.info({ circle }, 'circled')
  expect(JSON.stringify(lines).length).toBeLessThan(5_000)
  expect(JSON.stringify(lines)).toContain('[deeper]')
})
