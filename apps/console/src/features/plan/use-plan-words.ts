import type { FreezeWindow } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { useCallback } from 'react'
import { BAKE_UNITS, unitOf } from './plan-draft.ts'
import { planFieldsMessages } from './plan-fields.messages.ts'

/** "1 hour", "2 days". */
export function useBakeText(): (minutes: number) => string {
  const t = useMessages(planFieldsMessages)
  const { integer } = useFormats()
  return useCallback(
    minutes => {
      const unit = unitOf(minutes)
      const count = minutes / BAKE_UNITS[unit]
      const words = { minutes: t.inMinutes, hours: t.inHours, days: t.inDays }
      return words[unit](integer(count), count === 1)
    },
    [t, integer],
  )
}

/** Monday is 1. */
export function useDayNames(): string[] {
  const { locale } = useFormats()
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  // The first of January 2024 was a Monday.
  return [1, 2, 3, 4, 5, 6, 7].map(day => format.format(Date.UTC(2024, 0, day)))
}

export function useFreezeText(): (freeze: FreezeWindow) => string {
  const t = useMessages(planFieldsMessages)
  const { locale } = useFormats()
  const names = useDayNames()
  return ({ days, from, to, timeZone }) => {
    const list = new Intl.ListFormat(locale).format(days.map(day => names[day - 1] ?? ''))
    return (to <= from ? t.frozenOver : t.frozen)(list, from, to, timeZone)
  }
}
