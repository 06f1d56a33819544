import type { ServiceInstance, Tag } from '../model/rules.ts'

/** `PUT /instances/:id`, every 5 s; the answer lists the other instances. */
export interface Heartbeat {
  service: string
  tag: Tag
  version: string
  url: string
  /** Left out: home. */
  cell?: string
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

/** Of one operation: where its answers were found. `joined`: another request was at work on it; `miss`: services were asked. */
export interface OperationUses {
  name: string
  memory: number
  shared: number
  joined: number
  /** Given once more after their lifetime, while a new one was made. */
  stale: number
  miss: number
  stored: number
  /** Of what was stored, in characters. */
  storedSize: number
}

export interface CachedEntity {
  name: string
  hits: number
  misses: number
}

/** An answer that is asked for often. What it is asked with is not said: it may name people. */
export interface CachedAnswer {
  tenantId: string
  operation: string
  uses: number
  size: number
}

/** `GET /api/release/cache`: of the gateway process that answers, since it started. */
export interface CacheFigures {
  operations: OperationUses[]
  entities: CachedEntity[]
  /** Those used most. */
  keys: CachedAnswer[]
}
