import type { Incident } from '@portico/release'

/** The same fault, in however many tenants, releases and versions. */
export interface IncidentGroup {
  /** The newest of them, which stands for all. */
  shown: Incident
  incidents: Incident[]
  count: number
  tenantIds: string[]
  firstAt: string
  lastAt: string
}

/** In the order of the first of each; one without a fingerprint is a fault of its own. */
export function groupIncidents(incidents: readonly Incident[]): IncidentGroup[] {
  const groups = Map.groupBy(incidents, ({ app, fingerprint, id }) => `${app} ${fingerprint ?? id}`)
  return [...groups.values()].flatMap(same => {
    const [shown] = same
    if (!shown) return []
    return {
      shown,
      incidents: same,
      count: same.reduce((sum, { count }) => sum + count, 0),
      tenantIds: [...new Set(same.map(({ tenantId }) => tenantId))],
      firstAt: same.map(({ firstAt }) => firstAt).sort()[0] ?? shown.firstAt,
      lastAt:
        same
          .map(({ lastAt }) => lastAt)
          .sort()
          .at(-1) ?? shown.lastAt,
    }
  })
}
