const MINUTE_MS = 60_000

/** The instant at which a clock in that zone shows `2026-03-01T08:00`; null for what is no such text. */
export function instantOfWallClock(wall: string, timeZone: string): Date | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall)) return null
  const meant = Date.parse(`${wall}:00Z`)
  // A day that its month has not, and the hour 24, are read as one of the days after them.
  if (Number.isNaN(meant) || new Date(meant).toISOString().slice(0, 16) !== wall) return null
  // The offset at the first guess may be that of the other side of a change of the clocks.
  const guess = meant - offsetMs(meant, timeZone)
  return new Date(meant - offsetMs(guess, timeZone))
}

/** What a clock in that zone shows, as an input of the type `datetime-local` takes it. */
export function wallOf(instant: Date, timeZone: string): string {
  const ms = Math.floor(instant.getTime() / MINUTE_MS) * MINUTE_MS
  return new Date(ms + offsetMs(ms, timeZone)).toISOString().slice(0, 16)
}

/** A zone this browser knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function offsetMs(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(ms))
  const read = (type: string) => parts.find(part => part.type === type)?.value ?? ''
  const shown = `${read('year')}-${read('month')}-${read('day')}T${read('hour')}:${read('minute')}:00Z`
  return Date.parse(shown) - Math.floor(ms / MINUTE_MS) * MINUTE_MS
}
