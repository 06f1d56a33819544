import type { Release } from '@portico/release'
import { useActorName } from '../../ui/use-may-write.ts'
import { useSettings } from '../settings/use-settings.ts'

/**
 * What promoting would be just now: `take` effect, `ask` for a second operator, `approve` what another one asked for, or
 * `wait` for one. The service has the last word; it also knows who made a token that asked.
 */
export function usePromotion({ promotion }: Release): 'take' | 'ask' | 'approve' | 'wait' {
  const { data: settings } = useSettings()
  const actor = useActorName()
  if (!settings?.isFourEyes) return 'take'
  if (promotion === undefined) return 'ask'
  return promotion.requestedBy === actor ? 'wait' : 'approve'
}
