import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { interventionsMessages } from './interventions.messages.ts'

const MINUTE_MS = 60_000

/** Until an instant, from now; the page is drawn anew with each look at the list. */
export function TimeLeft({ endsAt }: { endsAt: string }): ReactNode {
  const t = useMessages(interventionsMessages)
  const { integer } = useFormats()
  const minutes = Math.floor((Date.parse(endsAt) - Date.now()) / MINUTE_MS)
  const hours = Math.floor(minutes / 60)
  if (minutes < 1) return t.lessThanMinute
  if (hours < 1) return t.minutes(integer(minutes))
  if (hours < 24) return t.hours(integer(hours), integer(minutes % 60))
  return t.days(integer(Math.floor(hours / 24)), integer(hours % 24))
}
