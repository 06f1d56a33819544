import picomatch from 'picomatch'
import type { Matcher } from '../format/mock-file.ts'

type Kind = 'literal' | 'range' | 'glob'
type Bound = number | string | null

export function matcherKind(matcher: Matcher): Kind {
  if (typeof matcher !== 'object' || matcher === null) return 'literal'
  return 'glob' in matcher ? 'glob' : 'range'
}

/** Whether a variable is as the case wants it. */
export function matches(matcher: Matcher, value: unknown): boolean {
  if (matcher === null) return value === null || value === undefined
  if (typeof matcher !== 'object') return value === matcher
  if ('glob' in matcher) return typeof value === 'string' && isGlob(matcher.glob, value)
  return isWithin(matcher.range, value)
}

/** Whether no value is as both want it; false where that is not known. */
export function areDisjoint(one: Matcher, other: Matcher): boolean {
  if (matcherKind(one) === 'literal') return !matches(other, one ?? undefined)
  if (matcherKind(other) === 'literal') return !matches(one, other ?? undefined)
  if (isRange(one) && isRange(other)) return areApart(one.range, other.range)
  return false
}

/** In words, for the one who wonders why a case did not match. */
export function describeMatcher(matcher: Matcher): string {
  if (typeof matcher !== 'object' || matcher === null) return JSON.stringify(matcher)
  if ('glob' in matcher) return `like ${matcher.glob}`
  const [from, to] = matcher.range
  return `from ${from ?? 'any'} to ${to ?? 'any'}`
}

function isRange(matcher: Matcher): matcher is Extract<Matcher, { range: unknown }> {
  return matcherKind(matcher) === 'range'
}

function isGlob(glob: string, value: string): boolean {
  // A text is no path: a star stands for slashes too.
  return picomatch.isMatch(value.replaceAll('/', ' '), glob.replaceAll('/', ' '), {
    dot: true,
    nocase: false,
  })
}

function isWithin([from, to]: readonly [Bound, Bound], value: unknown): boolean {
  if (typeof value !== 'number' && typeof value !== 'string') return false
  return isAtMost(from, value) && isAtMost(value, to)
}

function areApart(one: readonly [Bound, Bound], other: readonly [Bound, Bound]): boolean {
  return !isAtMost(one[0], other[1]) || !isAtMost(other[0], one[1])
}

/** Null is no limit. Numbers, and decimals as texts, by their size; dates and other texts by their order. */
function isAtMost(low: Bound, high: Bound): boolean {
  if (low === null || high === null) return true
  const [lowNumber, highNumber] = [Number(low), Number(high)]
  if (Number.isFinite(lowNumber) && Number.isFinite(highNumber)) return lowNumber <= highNumber
  return typeof low === 'string' && typeof high === 'string' && low <= high
}
