import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DevError } from '../fault/dev-error.ts'

const FIRST_PORT = 5300
/** As many development servers at once as have a port of their own before the system chooses one. */
const MAX_TRIES = 50

/** On loopback alone. `port`: that one or none. Answers the port. */
export async function listen(server: Server, port: number | undefined): Promise<number> {
  if (port !== undefined) {
    if (await tryPort(server, port)) return portOf(server)
    throw new DevError('PORT_TAKEN', {
      message: `Port ${port} of this machine is taken.`,
      advice: 'Leave --port out, and a free one is chosen.',
    })
  }
  for (let next = FIRST_PORT; next < FIRST_PORT + MAX_TRIES; next += 1)
    if (await tryPort(server, next)) return next
  await tryPort(server, 0)
  return portOf(server)
}

async function tryPort(server: Server, port: number): Promise<boolean> {
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE' || code === 'EACCES') return false
    throw error
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
