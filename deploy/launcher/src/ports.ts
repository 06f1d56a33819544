import { probePort } from '@portico/postgres'
import { launcherReader } from './settings.ts'
import { StartError } from './start-error.ts'

/** Ports of the services; `<NAME>_PORT` moves one. */
const SERVICE_PORTS = {
  identity: 7001,
  party: 7002,
  product: 7003,
  pricing: 7004,
  inventory: 7005,
  sales: 7006,
  release: 7007,
  sales_gray: 7016,
} as const

/** Refuses early and by name, before anything was started; port 0 (any free one) always passes. */
export async function assertPortsFree(port: number, env: NodeJS.ProcessEnv): Promise<void> {
  await assertFree(port, 'PORT')
  for (const name of Object.keys(SERVICE_PORTS) as (keyof typeof SERVICE_PORTS)[])
    await assertFree(servicePort(name, env), variableOf(name))
}

export function servicePort(name: keyof typeof SERVICE_PORTS, env: NodeJS.ProcessEnv): number {
  return launcherReader(env).port(variableOf(name), SERVICE_PORTS[name])
}

function variableOf(name: string): `${string}_PORT` {
  return `${name.toUpperCase()}_PORT`
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
