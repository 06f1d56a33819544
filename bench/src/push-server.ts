import type { AddressInfo } from 'node:net'
import { openLiveServer } from '@portico/bff-framework/testing'

/** The gateway's side of `push.ts`, in a process of its own. */
const { server, hub, revoke } = openLiveServer()
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('message', async message => {
  if (message === 'revoke') await revoke('a-release-that-was-revoked')
  if (message === 'collect') {
    globalThis.gc?.()
    process.send?.({ open: hub.size, cpuMs: process.cpuUsage().user / 1_000 })
  }
})
process.on('disconnect', () => process.exit())
