import type { FreezeWindow, PlanStep } from '@portico/release'
import { InvalidArgumentError } from 'commander'
import { parsePercent } from '../output/percent.ts'

const MINUTES_OF = { m: 1, h: 60, d: 24 * 60 } as const
const ALL_BP = 10_000
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/**
 * `1:1h,10:1d,50:1d:ask,all`: the share in percent, how long it is looked at, and whether the step waits for a person;
 * `all` promotes. Throws what commander reports as wrong usage.
 */
export function parseSteps(text: string): PlanStep[] {
  return text.split(',').map(part => {
    const [share = '', ...rest] = part.trim().split(':')
    const asks = rest.includes('ask')
    const [time = '0m', more] = rest.filter(word => word !== 'ask')
    if (more !== undefined) throw wrongStep(part)
    const promotes = share === 'all'
    return {
      percentBp: promotes ? ALL_BP : parsePercent(share),
      bakeMinutes: parseMinutes(time, part),
      isAutomatic: !asks,
      ...(promotes && { promotes }),
    }
  })
}

function parseMinutes(text: string, part: string): number {
  const [, count = '', unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? []
  if (unit !== 'm' && unit !== 'h' && unit !== 'd') throw wrongStep(part)
  return Number(count) * MINUTES_OF[unit]
}

function wrongStep(part: string) {
  return new InvalidArgumentError(`${part} is no step. Give them as 1:1h,10:1d,50:1d:ask,all.`)
}

/** `fri-sun 18:00-08:00 Europe/Berlin`; may be repeated. */
export function collectFreeze(text: string, known: FreezeWindow[] = []): FreezeWindow[] {
  const match = /^([a-z,-]+) (\d\d:\d\d)-(\d\d:\d\d) (\S+)$/i.exec(text.trim())
  const [, names = '', from = '', to = '', timeZone = ''] = match ?? []
  const named = names.toLowerCase().split(',').flatMap(daysOf)
  if (!match || named.length === 0)
    throw new InvalidArgumentError('Give a freeze as "fri-sun 18:00-08:00 Europe/Berlin".')
  return [...known, { days: [...new Set(named)].sort(), from, to, timeZone }]
}

/** From Monday, 1; over the end of a week too. */
function daysOf(range: string): number[] {
  const [first, last] = range.split('-').map(name => DAYS.indexOf(name.slice(0, 3)))
  if (first === undefined || first < 0 || last === -1) return []
  const count = (((last ?? first) - first + DAYS.length) % DAYS.length) + 1
  return Array.from({ length: count }, (_, index) => ((first + index) % DAYS.length) + 1)
}
