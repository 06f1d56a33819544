import { useShell } from '@portico/micro-app/react'
import { dayInZone } from '../format/time.ts'

/** Today by the tenant's clock, YYYY-MM-DD, as of this rendering. */
export function useToday(): string {
  const { timeZone } = useShell().session.info.tenant
  return dayInZone(new Date(), timeZone)
}
