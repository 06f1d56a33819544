/** Tells instants (ISO text) as `YYYY-MM-DD HH:MM:SS` by the clock of one time zone. */
export function localClock(timeZone: string): (instant: string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  return instant => format.format(new Date(instant))
}
