import type { Constraint, MemberList } from '@portico/release'
import type { Formats } from '@portico/shared-ui'
import type { AudienceWords } from './audience.messages.ts'

/** All that decides who gets a release. */
export interface AudienceSummary {
  percentBp: number
  /** The largest percentage so far; those it brought in stay unless `evict`. */
  keptBp: number
  evict: boolean
  constraints: Constraint[]
  counts: Record<MemberList, number>
  isOpenToJoin: boolean
}

/** Who gets it, in plain words: the rules of the decision in the order in which people ask. */
export function audienceSentence(summary: AudienceSummary, t: AudienceWords, formats: Formats): string {
  return [
    whoGetsIt(summary, t, formats),
    whoStays(summary, t, formats),
    whoNever(summary, t, formats),
    summary.isOpenToJoin && t.mayJoin,
  ]
    .filter(Boolean)
    .join(formats.locale === 'en' ? ' ' : '')
}

function whoGetsIt(summary: AudienceSummary, t: AudienceWords, formats: Formats): string {
  const { counts } = summary
  const parts = [
    counts.allow > 0 && t.allowed(formats.integer(counts.allow), counts.allow === 1),
    counts.joined > 0 && t.joined(formats.integer(counts.joined), counts.joined === 1),
    summary.percentBp > 0 && byPercent(summary, t, formats),
  ].filter(part => part !== false)
  if (parts.length === 0) return t.noTenant
  const who = capitalised(listOf(parts, formats, 'conjunction'))
  // Only a single tenant, or "every tenant", takes the verb's singular.
  const named = counts.allow + counts.joined
  const isOne = parts.length === 1 && (summary.percentBp > 0 ? summary.percentBp === 10_000 : named === 1)
  return isOne ? t.getsIt(who) : t.getIt(who)
}

function byPercent({ percentBp, constraints }: AudienceSummary, t: AudienceWords, formats: Formats): string {
  const conditions = listOf(
    constraints.map(constraint => conditionText(constraint, t, formats)),
    formats,
    'conjunction',
  )
  if (percentBp === 10_000) return conditions === '' ? t.everyTenant : t.everyWhose(conditions)
  const share = shareOf(percentBp, formats)
  return conditions === '' ? t.shareOfAll(share) : t.shareWhose(share, conditions)
}

function conditionText(constraint: Constraint, t: AudienceWords, formats: Formats): string {
  if (constraint.attribute === 'createdAt') {
    const day = momentText(constraint.value, t, formats)
    return constraint.operator === 'before' ? t.createdBefore(day) : t.createdAfter(day)
  }
  const values = listOf(constraint.values, formats, 'disjunction')
  if (constraint.attribute === 'plan')
    return constraint.operator === 'in' ? t.planIn(values) : t.planNotIn(values)
  return constraint.operator === 'in' ? t.regionIn(values) : t.regionNotIn(values)
}

/** Midnight UTC, as this page makes it, is a day; another moment, from the command line, has its time. */
function momentText(instant: string, t: AudienceWords, formats: Formats): string {
  const [day = '', time = ''] = instant.split('T')
  return /^00:00(:00(\.0+)?)?Z$/.test(time) ? t.utc(formats.day(day)) : formats.zonedTime(instant)
}

function whoStays({ percentBp, keptBp, evict }: AudienceSummary, t: AudienceWords, formats: Formats) {
  if (keptBp <= percentBp) return false
  const share = shareOf(keptBp, formats)
  return evict ? t.evicted(share) : t.keptIn(share)
}

function whoNever({ counts }: AudienceSummary, t: AudienceWords, formats: Formats) {
  const parts = [
    counts.block > 0 && t.blocked(formats.integer(counts.block), counts.block === 1),
    counts.left > 0 && t.left(formats.integer(counts.left), counts.left === 1),
  ].filter(part => part !== false)
  return parts.length > 0 && t.never(listOf(parts, formats, 'conjunction'))
}

function shareOf(basisPoints: number, formats: Formats): string {
  return formats.percent((basisPoints / 10_000).toFixed(4))
}

function listOf(parts: string[], { locale }: Formats, type: 'conjunction' | 'disjunction'): string {
  return new Intl.ListFormat(locale, { type, style: 'long' }).format(parts)
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
