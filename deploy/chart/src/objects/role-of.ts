import { SERVICE_NAMES, SERVICE_PORTS, type ServiceName } from '@portico/service-contract/services'
import type { ProcessRole } from '@portico/settings/check'
import type { KubeContainer } from './objects.ts'

/** Of a container: what its arguments make it. */
export function roleOf({ args = [], env = [] }: KubeContainer): ProcessRole {
  const [name = '', service = ''] = args
  const worked = env.find(each => each.name === 'PORTICO_WORKER_SERVICES')?.value ?? ''
  if (name === 'service') return { name, services: [service] }
  if (name === 'worker') return { name, services: worked.split(',') }
  if (name === 'migrate') return { name, services: SERVICE_NAMES }
  if (name === 'release' || name === 'publish') return { name, services: ['release'] }
  if (name === 'gateway') return { name, services: [] }
  throw new Error(`${args.join(' ')} is no role`)
}

/** Where the role listens; null: it is a job. */
export function portOf(
  { name, services: [service = ''] }: ProcessRole,
  env: Record<string, string>,
): number | null {
  if (name === 'migrate' || name === 'publish' || name === 'operator-link') return null
  if (name === 'gateway' || name === 'worker') return Number(env.PORT ?? 8080)
  return Number(env[`${service.toUpperCase()}_PORT`] ?? SERVICE_PORTS[service as ServiceName])
}

/** Plain values of its environment; what Kubernetes fills in is left out. */
export function environmentOf({ env = [] }: KubeContainer): Record<string, string> {
  return Object.fromEntries(env.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])))
}
