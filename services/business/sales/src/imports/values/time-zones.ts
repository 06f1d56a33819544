/** IANA name of a place, or minutes east of Greenwich. */
export type ZoneOrOffset = string | number

const MAX_LENGTH = 60
const PLACES = placesByName()
/** Names of exports that are no city of the tz database, and abbreviations that mean one place only. */
const OTHER_NAMES: Record<string, ZoneOrOffset> = {
  z: 0,
  utc: 0,
  gmt: 0,
  'coordinated universal time': 0,
  'eastern time (us & canada)': 'America/New_York',
  'central time (us & canada)': 'America/Chicago',
  'mountain time (us & canada)': 'America/Denver',
  'pacific time (us & canada)': 'America/Los_Angeles',
  'atlantic time (canada)': 'America/Halifax',
  arizona: 'America/Phoenix',
  alaska: 'America/Anchorage',
  hawaii: 'Pacific/Honolulu',
  beijing: 'Asia/Shanghai',
  chongqing: 'Asia/Shanghai',
  'china standard time': 'Asia/Shanghai',
  中国标准时间: 'Asia/Shanghai',
  北京时间: 'Asia/Shanghai',
  osaka: 'Asia/Tokyo',
  edinburgh: 'Europe/London',
  mumbai: 'Asia/Kolkata',
  'new delhi': 'Asia/Kolkata',
  hkt: 'Asia/Hong_Kong',
  jst: 'Asia/Tokyo',
  kst: 'Asia/Seoul',
  cet: 'Europe/Berlin',
  eet: 'Europe/Athens',
}

/** `Europe/Berlin`, `New York`, `Eastern Time (US & Canada)`, `+08:00`, `UTC+8`. Null when the text may mean several zones, or none. */
export function findZone(text: string): ZoneOrOffset | null {
  if (text.length > MAX_LENGTH) return null
  const name = text.trim().toLowerCase().replaceAll('_', ' ')
  return offsetOf(name) ?? OTHER_NAMES[name] ?? PLACES.get(name) ?? null
}

function offsetOf(name: string): number | null {
  const [, sign, hours = '', minutes = '0'] =
    /^(?:\(?(?:utc|gmt)\s?)?([+-−])(\d{1,2})(?::?(\d{2}))?\)?$/.exec(name.replace('−', '-')) ?? []
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return null
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** By whole name, and by city where only one zone has it. */
function placesByName(): Map<string, string> {
  const names = new Map<string, string>()
  const doubled = new Set<string>()
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const whole = zone.toLowerCase().replaceAll('_', ' ')
    const city = whole.split('/').at(-1) ?? whole
    names.set(whole, zone)
    if (city === whole) continue
    if (names.has(city)) doubled.add(city)
    names.set(city, zone)
  }
  for (const city of doubled) names.delete(city)
  return names
}

/** A local `YYYY-MM-DD HH:MM:SS` as an ISO instant. A time that the clock shows twice is the first one. */
export function instantOf(local: string, zone: ZoneOrOffset): string {
  const asUtc = Date.parse(`${local.replace(' ', 'T')}Z`)
  if (typeof zone === 'number') return new Date(asUtc - zone * MINUTE_MS).toISOString()
  const near = asUtc - offsetAt(zone, asUtc - DAY_MS) * MINUTE_MS
  return new Date(asUtc - offsetAt(zone, near) * MINUTE_MS).toISOString()
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** Clocks change at quarters of an hour. */
const STEP_MS = 15 * MINUTE_MS
const MAX_KNOWN = 50_000
const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()

function offsetAt(zone: string, instant: number): number {
  const key = `${zone} ${Math.floor(instant / STEP_MS)}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size >= MAX_KNOWN) offsets.clear()
  const offset = readOffset(zone, instant)
  offsets.set(key, offset)
  return offset
}

function readOffset(zone: string, instant: number): number {
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  formats.set(zone, format)
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  return offsetOf(name.toLowerCase().slice(0, 9)) ?? 0
}
