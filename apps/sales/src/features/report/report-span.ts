import { addMonths, type Month } from '@portico/shared-ui'

/** How many months a report may show, the current one among them. */
export const REPORT_SPANS = [6, 12, 24, 36] as const
export type ReportSpan = (typeof REPORT_SPANS)[number]

const DEFAULT_SPAN: ReportSpan = 12

/** Of the address; what it does not name is the default. */
export function parseRange(text: string | null): ReportSpan {
  return REPORT_SPANS.find(range => String(range) === text) ?? DEFAULT_SPAN
}

export function monthsOf(range: ReportSpan, currentMonth: Month): { from: Month; to: Month } {
  return { from: addMonths(currentMonth, 1 - range), to: currentMonth }
}
