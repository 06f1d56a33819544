/**
 * Every service by name, with the port it listens on unless `<NAME>_PORT` says otherwise: the one place that lists them. The
 * host of the services, the launcher, the gateway and the tests go by it.
 */
export const SERVICE_PORTS = {
  identity: 7001,
  party: 7002,
  product: 7003,
  pricing: 7004,
  inventory: 7005,
  sales: 7006,
  release: 7007,
} as const

export type ServiceName = keyof typeof SERVICE_PORTS

/** In the order of their ports. */
export const SERVICE_NAMES = Object.keys(SERVICE_PORTS) as ServiceName[]

/** `SALES_PORT`: the setting that moves a service to another port. */
export function portVariable(service: string): `${string}_PORT` {
  return `${service.toUpperCase()}_PORT`
}
