import type { Month } from '@portico/shared-ui'

/** The years the graph knows. */
const MONTH_PATTERN = /^[12]\d{3}-(0[1-9]|1[0-2])$/

/** Null for anything that is not a month; the URL may hold whatever a user typed. */
export function parseMonth(text: string | null): Month | null {
  return text !== null && MONTH_PATTERN.test(text) ? text : null
}
