import type { FreezeWindow } from '@portico/release'

const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60
const WEEK_DAYS = 7
const DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** When the last of the windows that `at` lies in ends, to the minute; null: it lies in none. */
export function frozenUntil(windows: readonly FreezeWindow[], at: Date): Date | null {
  const ends = windows.flatMap(window => endOf(window, at) ?? [])
  return ends.length === 0 ? null : new Date(Math.max(...ends.map(end => end.getTime())))
}

/** A window over midnight belongs to the day it begins on. */
function endOf({ days, from, to, timeZone }: FreezeWindow, at: Date): Date | null {
  const { day, minute } = clockOf(at, timeZone)
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  const length = end > begin ? end - begin : end + DAY_MINUTES - begin
  for (const [begunOn, passed] of [
    [day, minute - begin],
    [((day + WEEK_DAYS - 2) % WEEK_DAYS) + 1, minute + DAY_MINUTES - begin],
  ] as const) {
    if (days.includes(begunOn) && passed >= 0 && passed < length)
      return new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS + (length - passed) * MINUTE_MS)
  }
  return null
}

/** What a clock on a wall of that zone shows. */
function clockOf(at: Date, timeZone: string): { day: number; minute: number } {
  const format = { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const parts = new Intl.DateTimeFormat('en-GB', format).formatToParts(at)
  const read = (type: string) => parts.find(part => part.type === type)?.value ?? ''
  return {
    day: DAY_NAMES.indexOf(read('weekday')) + 1,
    minute: Number(read('hour')) * 60 + Number(read('minute')),
  }
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}
