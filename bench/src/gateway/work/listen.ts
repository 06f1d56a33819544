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

/** The parent turns something off and on between rounds, and is sent when that is done. */
export function onSwitch(turn: (isOn: boolean) => Promise<unknown>): void {
  process.on('message', (message: { isOn?: boolean }) => {
    if (message.isOn === undefined) return
    void turn(message.isOn).then(() => process.send?.({ type: 'turned' }))
  })
}
