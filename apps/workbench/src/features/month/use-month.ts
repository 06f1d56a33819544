import { useAppLocation, useShell } from '@portico/micro-app/react'
import { type Month, monthOfDay } from '@portico/shared-ui'
import { useCleanSearch, useToday } from '@portico/shared-ui/react'
import { useCallback } from 'react'
import { parseMonth } from './month.ts'

interface MonthState {
  month: Month
  /** By the tenant's clock. */
  currentMonth: Month
  /** The same function until the address changes otherwise. */
  setMonth(month: Month): void
}

/** The month in the URL (`?month=2010-12`). The current one when there is none, or one to come, and then none is written. */
export function useMonth(): MonthState {
  const { navigation } = useShell()
  const { pathname, search } = useAppLocation()
  const currentMonth = monthOfDay(useToday())
  const asked = parseMonth(new URLSearchParams(search).get('month'))
  const month = asked !== null && asked < currentMonth ? asked : currentMonth
  useCleanSearch(new URLSearchParams(month === currentMonth ? {} : { month }))
  const setMonth = useCallback(
    (next: Month) => navigation.navigate(next === currentMonth ? pathname : `${pathname}?month=${next}`),
    [navigation, pathname, currentMonth],
  )
  return { month, currentMonth, setMonth }
}
