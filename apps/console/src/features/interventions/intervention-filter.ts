import { INTERVENTION_KINDS, type InterventionKind } from '@portico/release'

export interface ShownInterventions {
  state: 'inForce' | 'ended'
  kind: InterventionKind | ''
}

export function readFilter(search: URLSearchParams): ShownInterventions {
  return {
    state: search.get('state') === 'ended' ? 'ended' : 'inForce',
    kind: INTERVENTION_KINDS.find(kind => kind === search.get('kind')) ?? '',
  }
}

/** Without what is as it is when the page is opened. */
export function writeFilter({ state, kind }: ShownInterventions): Record<string, string> {
  return { ...(state === 'ended' && { state }), ...(kind !== '' && { kind }) }
}
