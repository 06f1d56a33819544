import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
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
