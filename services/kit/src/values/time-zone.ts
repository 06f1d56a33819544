/** Whether Node knows the zone; it takes offsets such as `+08:00` as well as IANA names. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
