import { intersects } from 'semver'
import { areDisjoint, matcherKind } from './matchers.ts'
import type { MockCase } from './mock-case.ts'

/** Priority, then how exactly a case says what it wants: literals, ranges, globs, script, state, versions. */
function rankOf({ priority, when, script, state, versions }: MockCase): number[] {
  const kinds = Object.values(when).map(matcherKind)
  const count = (kind: string) => kinds.filter(each => each === kind).length
  const isGiven = (value: unknown) => (value === null ? 0 : 1)
  return [
    priority,
    ...[count('literal'), count('range'), count('glob')],
    ...[isGiven(script), isGiven(state?.is ?? null), isGiven(versions)],
  ]
}

/** Negative: `one` is tried first. */
export function compareRank(one: MockCase, other: MockCase): number {
  const [left, right] = [rankOf(one), rankOf(other)]
  for (const [index, value] of left.entries()) {
    const difference = (right[index] ?? 0) - value
    if (difference !== 0) return difference
  }
  return 0
}

/** Two cases that the same call may match, and neither comes first; null: none. `cases`: in their order. */
export function findTie(cases: readonly MockCase[]): [MockCase, MockCase] | null {
  for (const [index, one] of cases.entries()) {
    for (const other of cases.slice(index + 1)) {
      if (compareRank(one, other) !== 0) break
      if (mayBothMatch(one, other)) return [one, other]
    }
  }
  return null
}

function mayBothMatch(one: MockCase, other: MockCase): boolean {
  if (one.state?.is !== undefined && other.state?.is !== undefined && one.state.is !== other.state.is)
    return false
  if (one.versions !== null && other.versions !== null && !intersects(one.versions, other.versions))
    return false
  return !Object.entries(one.when).some(([path, matcher]) => {
    const same = other.when[path]
    return same !== undefined && areDisjoint(matcher, same)
  })
}
