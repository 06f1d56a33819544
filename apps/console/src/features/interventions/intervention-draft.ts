import type { InterventionEffect, InterventionKind } from '@portico/release'

export const LIFETIMES_IN_MINUTES = [15, 60, 240, 1_440, 10_080] as const

export interface InterventionDraft {
  kind: InterventionKind
  operation: string
  field: string
  instance: string
  tenant: string
  perSecond: string
  percent: string
  minutes: (typeof LIFETIMES_IN_MINUTES)[number]
  owner: string
  reason: string
}

export type DraftField = Exclude<keyof InterventionDraft, 'kind' | 'minutes'>

/** Which fields a kind has, in their order; with a question mark, those that may be empty. */
export const FIELDS_OF_KIND: Readonly<Record<InterventionKind, readonly DraftField[]>> = {
  limit: ['operation', 'tenant', 'perSecond'],
  block: ['operation', 'tenant'],
  degrade: ['field', 'tenant'],
  weigh: ['instance', 'percent'],
  budget: ['tenant', 'percent'],
}

/** What a number may be. */
const NUMBER_RANGES: Readonly<Record<'perSecond' | 'weigh' | 'budget', readonly [min: number, max: number]>> =
  {
    perSecond: [1, 1_000_000],
    weigh: [0, 99],
    budget: [1, 1_000],
  }

export function emptyDraft(owner: string): InterventionDraft {
  const texts = { operation: '', field: '', instance: '', tenant: '', perSecond: '', percent: '' }
  return { kind: 'limit', ...texts, minutes: 60, owner, reason: '' }
}

/** Fields that are not as they must be. */
export function checkDraft(draft: InterventionDraft): ReadonlySet<DraftField> {
  const { kind, operation, tenant } = draft
  const wrong = new Set<DraftField>()
  for (const field of [...FIELDS_OF_KIND[kind], 'owner', 'reason'] as const) {
    if (draft[field].trim() === '' && !(field === 'tenant' && kind !== 'budget')) wrong.add(field)
  }
  // A limit is of an operation, of a tenant, or of both.
  if (kind === 'limit' && operation.trim() === '' && tenant.trim() !== '') wrong.delete('operation')
  for (const field of ['perSecond', 'percent'] as const)
    if (FIELDS_OF_KIND[kind].includes(field) && !isInRange(draft[field], numberRangeOf(kind)))
      wrong.add(field)
  return wrong
}

export function numberRangeOf(kind: InterventionKind): readonly [min: number, max: number] {
  return NUMBER_RANGES[kind === 'weigh' || kind === 'budget' ? kind : 'perSecond']
}

/** Of a draft without faults. */
export function draftedEffect(draft: InterventionDraft): InterventionEffect {
  const { kind } = draft
  const operation = draft.operation.trim()
  const tenant = draft.tenant.trim()
  const ofTenant = tenant === '' ? {} : { tenant }
  switch (kind) {
    case 'limit':
      return { kind, ...(operation !== '' && { operation }), ...ofTenant, perSecond: Number(draft.perSecond) }
    case 'block':
      return { kind, operation, ...ofTenant }
    case 'degrade':
      return { kind, field: draft.field.trim(), ...ofTenant }
    case 'weigh':
      return { kind, instance: draft.instance, percent: Number(draft.percent) }
    case 'budget':
      return { kind, tenant, percent: Number(draft.percent) }
  }
}

function isInRange(text: string, [min, max]: readonly [number, number]): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) >= min && Number(text) <= max
}
