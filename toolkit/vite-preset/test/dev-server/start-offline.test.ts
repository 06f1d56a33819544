import http from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { type DevServer, startOffline } from '../../src/dev-server/index.ts'
import { moduleApp, pageApp, put, workFolder } from './work-folder.ts'

interface Offline extends DevServer {
  root: string
}

async function start(files: Record<string, string>): Promise<Offline> {
  const root = await workFolder(files)
  const server = await startOffline({ root, say: () => {} })
  onTestFinished(() => server.close())
  return { ...server, root }
}

async function ask(
  { origin }: Offline,
  body: unknown,
): Promise<{ data?: unknown; code?: string | undefined }> {
  const answer = await fetch(`${origin}/__portico/answers`, {
    method: 'POST',
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  })
  const { data, errors } = (await answer.json()) as {
    data?: unknown
    errors?: { extensions: { code: string } }[]
  }
  return errors === undefined ? { data } : { code: errors[0]?.extensions.code }
}

const mock = (text: string) => `provider: one
cases:
  - id: first
    operation: Words
    when: { first: 1 }
    answer: { data: { words: ${text} } }
`

test('answers come from the mocks of the folder as they are now, and what has none is said by name', async () => {
  const app = await start(moduleApp('one'))
  const asked = { operation: 'Words', variables: { first: 1 } }
  expect(await ask(app, asked)).toEqual({ code: 'NO_MOCK' })
  await put(app.root, 'mocks/one.yaml', 'provider: 1')
  expect(await ask(app, asked)).toEqual({ code: 'MOCK_FILE_INVALID' })
  await put(app.root, 'mocks/one.yaml', mock('first'))
  expect(await ask(app, asked)).toEqual({ data: { words: 'first' } })
  expect(await ask(app, { operation: 'Words', variables: { first: 2 } })).toEqual({ code: 'NO_MOCK' })
  await put(app.root, 'mocks/one.yaml', mock('second'))
  expect(await ask(app, asked)).toEqual({ data: { words: 'second' } })
  // What is being written just now keeps no page from its answers.
  await put(app.root, 'mocks/one.yaml', 'provider: 1')
  expect(await ask(app, asked)).toEqual({ data: { words: 'second' } })
  expect(await ask(app, { words: 1 })).toEqual({ code: 'INVALID_REQUEST' })
})

test('the app is on a page of its own, at its own addresses, and a plain page as it is', async () => {
  const get = async (url: string) => {
    const answer = await fetch(url, { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(10_000) })
    return answer.text()
  }
  const modules = await start(moduleApp('one'))
  expect(modules.link).toBe(`${modules.origin}/one`)
  expect(await get(modules.link)).toContain('portico-alone')
  expect(await get((await start(pageApp('two'))).link)).toContain('<p>Hello</p>')
})

test('another site’s name for this machine is refused here too', async () => {
  const { origin } = await start(moduleApp('one'))
  const { promise, resolve } = Promise.withResolvers<number | undefined>()
  http.get(`${origin}/one`, { headers: { host: 'evil.example' } }, ({ statusCode }) => resolve(statusCode))
  expect(await promise).toBe(403)
})
