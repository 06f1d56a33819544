import Type from 'typebox'

const FORM = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|[+-](\d{2}):(\d{2}))$/
/** Of the second century and later: what the database and JavaScript both take. */
const FIRST_YEAR = 100

/** An instant of ISO 8601 with its zone, on a day that exists: the database takes no 30th of February. */
export const Instant = Type.Refine(
  Type.String({ maxLength: 40, pattern: FORM.source }),
  isInstant,
  () => 'is no instant such as 2025-01-31T12:00:00Z, or of a day that does not exist',
)

function isInstant(text: string): boolean {
  const parts = FORM.exec(text)
  if (!parts) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = parts
    .slice(1)
    .map(part => Number(part ?? 0))
  const date = new Date(Date.UTC(year, month - 1, day))
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= FIRST_YEAR
  return isDay && hour < 24 && minute < 60 && second < 60 && zoneHour < 15 && zoneMinute < 60
}
