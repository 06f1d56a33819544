import { EventEmitter, once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { describe, expect, it, test } from 'vitest'
import { InFlight } from '../src/http/in-flight.ts'

class FakeResponse extends EventEmitter {
  readonly name: number
  readonly headersSent = false
  readonly headers = new Map<string, string>()

  constructor(name: number) {
    super()
    this.name = name
  }

  setHeader(name: string, value: string): void {
    this.headers.set(name, value)
  }
}

/** Removing one moves another: each order of ends leaves just the open ones. */
test.each([[[0, 1, 2, 3]], [[3, 2, 1, 0]], [[1, 3, 0, 2]], [[2, 0, 1, 3]]])(
  'a drain sees every open answer, and no other, whatever ended before it: %j',
  order => {
    for (let ended = 0; ended <= order.length; ended += 1) {
      const inFlight = new InFlight()
      const responses = order.map((_, name) => new FakeResponse(name))
      for (const response of responses) inFlight.track(response as unknown as ServerResponse)
      const closed = order.slice(0, ended)
      for (const name of closed) responses[name]?.emit('close')
      inFlight.startDraining()
      const asked = responses.filter(({ headers }) => headers.get('connection') === 'close')
      expect(asked.map(({ name }) => name)).toEqual(order.filter(name => !closed.includes(name)).sort())
    }
  },
)

describe('the end of a server, over real connections', () => {
  async function open() {
    const inFlight = new InFlight()
    const server = createServer((_, response) => {
      inFlight.track(response)
      response.end('well')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return { inFlight, server, port: (server.address() as AddressInfo).port }
  }

  async function connectTo(port: number) {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    const ended = new Promise<string>(resolve => {
      socket.once('error', error => resolve(error.message))
      socket.once('end', () => resolve('ended'))
    })
    socket.on('data', data => (received += String(data)))
    await once(socket, 'connect')
    return { socket, ended, received: () => received }
  }

  const request = 'GET / HTTP/1.1\r\nhost: here\r\n\r\n'

  it('answers what was on its way on a connection that was idle, or new, and asks the client to leave', async () => {
    const { inFlight, server, port } = await open()
    const [idle, fresh] = await Promise.all([connectTo(port), connectTo(port)])
    idle.socket.write(request)
    await once(idle.socket, 'data')
    const before = idle.received().length
    idle.socket.write(request)
    fresh.socket.write(request)
    await inFlight.finish(server, 60_000)
    expect(await Promise.all([idle.ended, fresh.ended])).toEqual(['ended', 'ended'])
    for (const answer of [idle.received().slice(before), fresh.received()])
      expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n(?:.+\r\n)*connection: close\r\n/i)
  })

  it('ends although connections stay idle, or never send anything', async () => {
    const { inFlight, server, port } = await open()
    const [idle, silent] = await Promise.all([connectTo(port), connectTo(port)])
    idle.socket.write(request)
    await once(idle.socket, 'data')
    await inFlight.finish(server, 60_000)
    expect(await Promise.all([idle.ended, silent.ended])).toEqual(['ended', 'ended'])
    expect(server.listening).toBe(false)
  })
})
