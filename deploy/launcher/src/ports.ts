import { probePort } from '@portico/postgres'
import {
  portVariable,
  SERVICE_NAMES,
  SERVICE_PORTS,
  type ServiceName,
} from '@portico/service-contract/services'
import { launcherReader } from './settings.ts'
import { StartError } from './start-error.ts'

/** The copy of sales that waits for a release, as its port's setting names it. */
const GRAY = 'sales_gray'
const GRAY_PORT = 7016

type Listening = ServiceName | typeof GRAY

const LISTENING: readonly Listening[] = [...SERVICE_NAMES, GRAY]

/** The setting of every port that a product takes; 0 in each is a product on free ports, as tests start it. */
export const PORT_SETTINGS: readonly string[] = ['PORT', 'PORTICO_PG_PORT', ...LISTENING.map(portVariable)]

/** Refuses early and by name, before anything was started; port 0 (any free one) always passes. */
export async function assertPortsFree(port: number, env: NodeJS.ProcessEnv): Promise<void> {
  await assertFree(port, 'PORT')
  for (const name of LISTENING) await assertFree(servicePort(name, env), portVariable(name))
}

export function servicePort(name: Listening, env: NodeJS.ProcessEnv): number {
  return launcherReader(env).port(portVariable(name), name === GRAY ? GRAY_PORT : SERVICE_PORTS[name])
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
