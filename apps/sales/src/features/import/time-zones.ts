/** The browser's list leaves out aliases; the zone in use is always offered. */
export function timeZonesWith(zone: string): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return zone === '' || known.includes(zone) ? known : [zone, ...known]
}
