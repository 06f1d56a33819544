import type { ReactNode } from 'react'
import { useFormats } from './language.ts'

interface DateTextProps {
  /** ISO 8601, UTC. */
  instant: string
  /** Left out: the day alone. */
  hasTime?: boolean
  /** Says which clock it is; with the time only. */
  hasZone?: boolean
}

/** An instant as the tenant's wall clock shows it. */
export function DateText({ instant, hasTime = false, hasZone = false }: DateTextProps): ReactNode {
  const { date, dateTime, zonedTime } = useFormats()
  const format = hasZone ? zonedTime : hasTime ? dateTime : date
  return (
    <time dateTime={instant} title={zonedTime(instant)} className="p-date">
      {format(instant)}
    </time>
  )
}
