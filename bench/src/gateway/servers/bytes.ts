import { createServer } from 'node:http'
import { listen } from '../work/listen.ts'
import { raceOptions } from '../work/options.ts'
import { dashboardText } from './by-hand.ts'
import { tunedCalls } from './calls.ts'

/** What a cache of answers can be at best: the bytes of each body, by the text that asks, with nothing in front. */
const calls = tunedCalls()
const kept = new Map<string, Buffer>()

async function find(question: string): Promise<Buffer> {
  const known = kept.get(question)
  if (known) return known
  const bytes = Buffer.from(await dashboardText(calls))
  kept.set(question, bytes)
  return bytes
}

/** As many as an answer of the gateway has, and as long. */
const DRESS = [
  ...['x-content-type-options', 'nosniff', 'referrer-policy', 'same-origin'],
  ...['cross-origin-opener-policy', 'same-origin', 'cross-origin-resource-policy', 'same-origin'],
  ...['x-portico-request', 'f'.repeat(32), 'cache-control', 'no-store', 'content-type', 'application/json'],
]
const { isDressed = false } = raceOptions()
const dress = isDressed ? DRESS : ['content-type', 'application/json']

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', () => {
    find(Buffer.concat(chunks).toString()).then(
      bytes => response.writeHead(200, [...dress, 'content-length', String(bytes.length)]).end(bytes),
      error => response.writeHead(500).end(String(error)),
    )
  })
})
await listen(server)
