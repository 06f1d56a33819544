import type { ReactNode } from 'react'
import { useFormats } from './language.ts'

interface DateTextProps {
  /** ISO 8601, UTC. */
  instant: string
  /** Left out: the day alone. */
  hasTime?: boolean
}

/** An instant as the tenant's wall clock shows it. */
export function DateText({ instant, hasTime = false }: DateTextProps): ReactNode {
  const { date, dateTime } = useFormats()
  return (
    <time dateTime={instant} title={dateTime(instant)} className="p-date">
      {hasTime ? dateTime(instant) : date(instant)}
    </time>
  )
}
