/// <reference lib="esnext.temporal" />
import type { ReportQuery } from '@portico/sales-contract'
import { problems } from '@portico/service-kit'
import type { ReportQuestion } from './store/report-store.ts'

const MAX_MONTHS = 60
const DEFAULT_PRODUCTS = 10

/** When each month begins and ends where the tenant is. Throws INVALID_REQUEST. */
export function questionOf({ from, to, timeZone, first = DEFAULT_PRODUCTS }: ReportQuery): ReportQuestion {
  const [begin, end] = [Temporal.PlainYearMonth.from(from), Temporal.PlainYearMonth.from(to)]
  const count = begin.until(end, { largestUnit: 'months' }).months + 1
  if (count < 1) throw problems.INVALID_REQUEST('from must not be after to.')
  if (count > MAX_MONTHS) throw problems.INVALID_REQUEST(`At most ${MAX_MONTHS} months at once.`)
  const startOf = (month: Temporal.PlainYearMonth) =>
    month.toPlainDate({ day: 1 }).toZonedDateTime(timeZone).toInstant().toString()
  const months = Array.from({ length: count }, (_, n) => begin.add({ months: n }))
  return {
    months: months.map(month => ({
      month: month.toString(),
      startsAt: startOf(month),
      endsAt: startOf(month.add({ months: 1 })),
    })),
    products: first,
  }
}
