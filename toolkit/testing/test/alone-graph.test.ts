import { expect, onTestFinished, test, vi } from 'vitest'
import { AloneGraph } from '../src/alone/alone-graph.ts'

const OPERATION = { id: 'x', name: 'Words', body: 'query Words { words }' } as never

function serverSays(answer: object): void {
  const real = globalThis.fetch
  globalThis.fetch = async () => Response.json(answer)
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  onTestFinished(() => {
    globalThis.fetch = real
    warn.mockRestore()
  })
}

const refusal = (code: string) => ({ errors: [{ message: 'No', extensions: { code } }] })

test('a mock goes before an answer of the page', async () => {
  serverSays({ data: { words: 'mock' } })
  expect(await new AloneGraph({ Words: { words: 'own' } }).execute(OPERATION, {})).toEqual({ words: 'mock' })
})

test('what no mock answers has the answer of the page, and is NO_MOCK where there is none', async () => {
  serverSays(refusal('NO_MOCK'))
  expect(await new AloneGraph({ Words: { words: 'own' } }).execute(OPERATION, {})).toEqual({ words: 'own' })
  await expect(new AloneGraph().execute(OPERATION, {})).rejects.toMatchObject({ code: 'NO_MOCK' })
})

test('an error of a mock is an error, also where the page has an answer', async () => {
  serverSays(refusal('ORDER_LOCKED'))
  const asked = new AloneGraph({ Words: { words: 'own' } }).execute(OPERATION, {})
  await expect(asked).rejects.toMatchObject({ code: 'ORDER_LOCKED' })
})
