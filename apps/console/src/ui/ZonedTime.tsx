import { DateText } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'

/** Operators read times of many places, so each of them says its zone. */
export function ZonedTime({ instant }: { instant: string }): ReactNode {
  return <DateText instant={instant} hasTime hasZone />
}
