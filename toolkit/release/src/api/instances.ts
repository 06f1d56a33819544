import type { ServiceInstance, Tag } from '../model/rules.ts'

/** `PUT /instances/:id`, every 5 s; the answer lists the other instances. */
export interface Heartbeat {
  service: string
  tag: Tag
  version: string
  url: string
}

export interface HeartbeatAnswer {
  revision: number
  instances: ServiceInstance[]
}

/** `GET /routing/:tenantId`: the tags a tenant's jobs take when they are dispatched now. */
export interface TenantRouting {
  tenantId: string
  services: Record<string, Tag>
  revision: number
}

/** `GET /api/release/gateway`: how this gateway process stands to the release service. */
export interface GatewayStatus {
  state: 'LIVE' | 'STALE'
  rulesRevision: number
  /** The big red switch, as far as this process knows. */
  isStopped: boolean
  /** When the rules in use were last confirmed. */
  confirmedAt: string | null
  instances: ServiceInstance[]
}
