import type { IncomingHttpHeaders } from 'node:http'
import type {
  Artifact,
  AuditEntry,
  BaselineEntry,
  Explanation,
  GatewayStatus,
  IncidentDetails,
  Release,
  TokenInfo,
} from '@portico/release'

/** A token that may everything, and the operator of the fake. */
export const goodToken = `ptk_${'a'.repeat(43)}`
export const operator = { tenant: 'platform', username: 'operator', password: 'let me in' }
export const newSecret = `ptk_${'n'.repeat(43)}`

export interface Seen {
  method: string
  /** Path and query. */
  url: string
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface FakeAnswer {
  status: number
  body?: unknown
  /** In place of `body`, as it is. */
  text?: string
  headers?: Record<string, string>
}

/** What the fake knows; tests write into it. */
export class FakeState {
  /** The operator's. */
  hasSecondFactor = false
  /** Four eyes: a return is only asked for. */
  isReturnAsked = false
  releases: Release[] = []
  artifacts: Artifact[] = []
  audit: AuditEntry[] = []
  incidents: IncidentDetails[] = []
  tokens: TokenInfo[] = []
  sets: BaselineEntry[] = [
    {
      revision: 7,
      baseline: { shell: '2.0.0', apps: { sales: '1.4.0', inventory: '1.0.0' }, shared: {}, services: {} },
      at: '2025-03-01T00:00:00.000Z',
      actor: 'system',
      reason: null,
      releaseId: null,
    },
  ]
  gatewayStatus: GatewayStatus = {
    state: 'LIVE',
    rulesRevision: 412,
    isStopped: false,
    confirmedAt: '2025-03-10T14:00:00.000Z',
    instances: [
      {
        id: 'i1',
        service: 'sales',
        tag: 'gray',
        version: '1.5.0',
        url: 'http://10.0.0.2:7016',
        isHealthy: true,
      },
      {
        id: 'i2',
        service: 'inventory',
        tag: 'stable',
        version: '1.0.0',
        url: 'http://10.0.0.3:7005',
        isHealthy: false,
      },
    ],
  }
  explanation: Explanation | null = null
  url = ''
}
