import type { InterventionEffect } from '@portico/release'

/** What an intervention does, in a few words. */
export function formatEffect(effect: InterventionEffect): string {
  switch (effect.kind) {
    case 'limit': {
      const { operation = 'all calls', tenant, perSecond } = effect
      return `${operation}${ofTenant(tenant)} at most ${perSecond} a second`
    }
    case 'block':
      return `${effect.operation}${ofTenant(effect.tenant)} blocked`
    case 'degrade':
      return `${effect.field}${ofTenant(effect.tenant)} omitted`
    case 'weigh':
      return effect.percent === 0
        ? `${effect.instance} drained`
        : `${effect.instance} at ${effect.percent} % of its turns`
    case 'budget':
      return `${effect.tenant} at ${effect.percent} % of a budget`
  }
}

function ofTenant(tenant: string | undefined): string {
  return tenant === undefined ? '' : ` of ${tenant}`
}
