import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const TIMEOUT_MS = 30_000

export interface ChangedPlatform {
  url: string
  stop(): Promise<void>
}

/** Path -> what becomes of the text that is answered there. */
export type Changes = Record<string, (text: string) => string>

/** A platform as it would be after a change that is not made yet: reads of another one, with what it answers changed. */
export async function startChangedPlatform(origin: string, changes: Changes): Promise<ChangedPlatform> {
  const server = createServer((request, response) => {
    answer(origin, changes, request, response).catch(error => response.destroy(error as Error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function answer(
  origin: string,
  changes: Changes,
  { url = '/', headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { authorization = '' } = headers
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const answered = await fetch(origin + url, { headers: { authorization }, signal })
  const text = await answered.text()
  const change = changes[new URL(url, origin).pathname]
  const named = [...answered.headers].filter(([name]) => /^(?:content-type|x-portico-.+)$/.test(name))
  response.writeHead(answered.status, Object.fromEntries(named)).end(change ? change(text) : text)
}
