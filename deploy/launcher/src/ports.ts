import { probePort } from '@portico/postgres'
import { StartError } from './start-error.ts'

/** Ports of the domain services; `<NAME>_PORT` moves one. */
const SERVICE_PORTS = {
  identity: 7001,
  party: 7002,
  product: 7003,
  pricing: 7004,
  inventory: 7005,
  sales: 7006,
} as const

/** Refuses early and by name, before anything was started; port 0 (any free one) always passes. */
export async function assertPortsFree(port: number, env: NodeJS.ProcessEnv): Promise<void> {
  await assertFree(port, 'PORT')
  for (const [name, fallback] of Object.entries(SERVICE_PORTS)) {
    const variable = `${name.toUpperCase()}_PORT`
    await assertFree(Number(env[variable] ?? fallback), variable)
  }
}

async function assertFree(port: number, variable: string): Promise<void> {
  if (port === 0) return
  try {
    await probePort(port)
  } catch (cause) {
    throw new StartError(
      'PORT_IN_USE',
      `Port ${port} of 127.0.0.1 is taken (is Portico running already?). Free it, or choose another with ${variable}.`,
      { cause },
    )
  }
}
