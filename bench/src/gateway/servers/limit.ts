import { createServer } from 'node:http'
import { listen } from '../work/listen.ts'
import { dashboardText } from './by-hand.ts'
import { tunedCalls } from './calls.ts'

/** What a careful engineer would write by hand for the one query, with nothing in front: the limit of the race. */
const calls = tunedCalls()

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString())
    dashboardText(calls).then(
      text =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
          .end(text),
      error => response.writeHead(500).end(String(error)),
    )
  })
})
await listen(server)
