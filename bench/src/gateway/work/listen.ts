import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** On a free port of this machine, which the parent is sent; the process ends with its parent. */
export async function listen(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.keepAliveTimeout = 65_000
  ready(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

export function ready(url: string): void {
  process.send?.({ type: 'ready', url })
  process.once('disconnect', () => process.exit(0))
}
