import type { InterventionEffect, InterventionKind } from '@portico/release'
import { InvalidArgumentError } from 'commander'

export interface EffectFlags {
  tenant?: string
  perSecond?: number
  percent?: number
}

/** Throws InvalidArgumentError, which says what is missing, before anything is sent. */
export function effectOf(
  kind: InterventionKind,
  subject: string | undefined,
  flags: EffectFlags,
): InterventionEffect {
  const { tenant, perSecond, percent } = flags
  const ofTenant = tenant === undefined ? {} : { tenant }
  switch (kind) {
    case 'limit':
      if (subject === undefined) need(tenant, 'limit needs an operation, --tenant, or both.')
      return {
        kind,
        ...(subject !== undefined && { operation: subject }),
        ...ofTenant,
        perSecond: need(perSecond, 'limit needs --per-second.'),
      }
    case 'block':
      return { kind, operation: need(subject, 'block needs an operation.'), ...ofTenant }
    case 'degrade':
      return { kind, field: need(subject, 'degrade needs a field, such as Order.customer.'), ...ofTenant }
    case 'weigh':
      return {
        kind,
        instance: need(subject, 'weigh needs the id of an instance.'),
        percent: need(percent, 'weigh needs --percent.'),
      }
    case 'budget':
      return {
        kind,
        tenant: need(tenant, 'budget needs --tenant.'),
        percent: need(percent, 'budget needs --percent.'),
      }
  }
}

function need<T>(value: T | undefined, message: string): T {
  if (value === undefined) throw new InvalidArgumentError(message)
  return value
}
