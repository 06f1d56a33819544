/** A time of day and, where the text says it, how far its zone is from Greenwich. */
export interface ClockTime {
  /** `HH:MM:SS`; 24:00:00 is the midnight after the day. */
  time: string
  offsetMinutes: number | null
}

/** Abbreviations that mean one zone only: CST and IST mean several, so the text stays unread. */
const ZONES: Record<string, number> = {
  z: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 60,
  bst: 60,
  cet: 60,
  cest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  est: -300,
  edt: -240,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  hkt: 480,
  jst: 540,
  kst: 540,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
}

const HALVES: Record<string, 'am' | 'pm'> = {
  am: 'am',
  pm: 'pm',
  上午: 'am',
  凌晨: 'am',
  早上: 'am',
  下午: 'pm',
  晚上: 'pm',
  中午: 'pm',
  午前: 'am',
  午後: 'pm',
  오전: 'am',
  오후: 'pm',
}

const HALF_WORD = '上午|凌晨|早上|下午|晚上|中午|午前|午後|오전|오후|[ap]\\.?m\\.?'
const CLOCK = new RegExp(
  `^(?:(${HALF_WORD})\\s*)?(\\d{1,2})(?:[:.时時点](\\d{1,2})(?:[:.分](\\d{1,2})(?:[.,]\\d{1,9})?秒?)?分?|[时時点])?` +
    `(?:\\s*(${HALF_WORD}))?(?:\\s*(z|[a-z]{3,4}|(?:utc|gmt)?[+-]\\d{1,2}(?::?\\d{2})?))?$`,
  'i',
)

/** Null when it is no time of day. */
export function parseClock(text: string): ClockTime | null {
  const match = CLOCK.exec(text)
  if (!match) return null
  const [, before, hours = '', minutes = '0', seconds = '0', after, zone] = match
  const half = halfOf(before ?? after)
  if (minutes === '0' && match[3] === undefined && !half && !/[时時点]/.test(text)) return null
  const offsetMinutes = zone === undefined ? null : offsetOf(zone)
  const hour = hourOf(Number(hours), half)
  if (offsetMinutes === undefined || hour === null || !fits(hour, Number(minutes), Number(seconds)))
    return null
  return {
    time: [hour, minutes, seconds].map(part => String(part).padStart(2, '0')).join(':'),
    offsetMinutes,
  }
}

function halfOf(word: string | undefined): 'am' | 'pm' | null {
  return word === undefined ? null : (HALVES[word.toLowerCase().replaceAll('.', '')] ?? null)
}

/** `13:05 PM` is written by some; 12 AM is midnight. */
function hourOf(hour: number, half: 'am' | 'pm' | null): number | null {
  if (half === null || hour > 12) return half === 'am' && hour > 12 ? null : hour
  return (hour % 12) + (half === 'pm' ? 12 : 0)
}

function fits(hour: number, minutes: number, seconds: number): boolean {
  if (hour === 24) return minutes === 0 && seconds === 0
  return hour < 24 && minutes < 60 && seconds < 60
}

/** Undefined when it is no zone that means one thing. */
function offsetOf(zone: string): number | undefined {
  const named = ZONES[zone.toLowerCase()]
  if (named !== undefined) return named
  const [, sign, hours = '', minutes = '0'] = /^(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?$/i.exec(zone) ?? []
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return undefined
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}
