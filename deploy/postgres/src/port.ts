import { once } from 'node:events'
import { createServer } from 'node:net'
import { PostgresError } from './errors.ts'

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}

/** Rejects with the system's error when another process listens on this port of 127.0.0.1. */
export async function probePort(port: number): Promise<void> {
  const probe = createServer().listen(port, '127.0.0.1')
  await once(probe, 'listening')
  probe.close()
  await once(probe, 'close')
}

export async function assertFree(port: number): Promise<number> {
  try {
    await probePort(port)
    return port
  } catch (cause) {
    throw new PostgresError(
      'PG_PORT_IN_USE',
      `Port ${port} of 127.0.0.1 is taken. Free it, or choose another with PORTICO_PG_PORT.`,
      { cause },
    )
  }
}
