import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { ClockWatch } from '@portico/release/trust'
import { Tracing } from '@portico/telemetry'
import { expect, it } from 'vitest'
import { ContextSigner } from '../src/context/context-signer.ts'
import { createApp } from '../src/http/app.ts'

const request = 'POST /notes HTTP/1.1\r\nhost: here\r\ncontent-length: 0\r\n\r\n'

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

it('does what was on its way on a connection that was idle, or new, when the stop began', async () => {
  const app = createApp({
    name: 'notes',
    logLevel: 'fatal',
    tracing: new Tracing('notes'),
    signer: new ContextSigner(null),
    clock: new ClockWatch(() => {}),
    takeNonce: async () => true,
  })
  app.post('/notes', { config: { isProbe: true } }, () => 'written')
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const [idle, fresh] = await Promise.all([connectTo(port), connectTo(port)])
  idle.socket.write(request)
  await once(idle.socket, 'data')
  const before = idle.received().length
  idle.socket.write(request)
  fresh.socket.write(request)
  await app.close()
  expect(await Promise.all([idle.ended, fresh.ended])).toEqual(['ended', 'ended'])
  for (const answer of [idle.received().slice(before), fresh.received()])
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n(?:.+\r\n)*connection: close\r\n/i)
})
