/** What an operator can do to the traffic at run time, for a limited time. */
export const INTERVENTION_KINDS = ['limit', 'block', 'degrade', 'weigh', 'budget'] as const
export type InterventionKind = (typeof INTERVENTION_KINDS)[number]

/** A tenant is an id; left out, it is about all of them. */
export type InterventionEffect =
  /** So many calls a second of an operation, of a tenant, or of an operation of a tenant; all gateways with one Redis together. */
  | { kind: 'limit'; operation?: string; tenant?: string; perSecond: number }
  /** The operation is refused. */
  | { kind: 'block'; operation: string; tenant?: string }
  /** The field, as `Type.field`, is null and its service is not asked. */
  | { kind: 'degrade'; field: string; tenant?: string }
  /** The instance takes this share of its turns; 0 drains it. */
  | { kind: 'weigh'; instance: string; percent: number }
  /** The tenant may spend this share of what a tenant may. */
  | { kind: 'budget'; tenant: string; percent: number }

/** As gateways get it with the rules. `endsAt`: an ISO instant, at which each of them ends it by itself. */
export interface InterventionInForce {
  id: string
  effect: InterventionEffect
  endsAt: string
}

export interface Intervention extends InterventionInForce {
  /** Who answers for it: a person or a team. */
  owner: string
  reason: string
  createdAt: string
  createdBy: string
  /** Null: in force until `endsAt`. */
  endedAt: string | null
  /** `system` where its time ran out. */
  endedBy: string | null
}

/** Two about the same subject are never in force together. */
export function effectSubject(effect: InterventionEffect): string {
  const { kind } = effect
  const about = (() => {
    if (kind === 'weigh') return [effect.instance]
    if (kind === 'degrade') return [effect.field, effect.tenant ?? '']
    if (kind === 'budget') return [effect.tenant]
    return [effect.operation ?? '', effect.tenant ?? '']
  })()
  return [kind, ...about].join(' ').trimEnd()
}
