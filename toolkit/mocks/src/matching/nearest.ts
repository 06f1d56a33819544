import type { Difference } from './differences.ts'
import type { MockCall, MockCase } from './mock-case.ts'

const NAMED = 3

/** Why no case answered a call: the nearest ones, each with what differs. */
export interface Near {
  key: string
  differences: readonly Difference[]
}

/** At most three: of the same operation those with the fewest differences, then those whose operation is written most alike. */
export function listNearest(
  cases: readonly MockCase[],
  call: MockCall,
  differencesOf: (each: MockCase) => Difference[],
): Near[] {
  const near = cases.map(each => {
    const isSame = each.operation === call.operation
    const name = { field: 'operation', wanted: each.operation, got: call.operation }
    return {
      key: each.key,
      differences: isSame ? differencesOf(each) : [name],
      distance: isSame ? 0 : 1 + editDistance(each.operation, call.operation),
    }
  })
  near.sort(
    (one, other) =>
      one.distance - other.distance ||
      one.differences.length - other.differences.length ||
      one.key.localeCompare(other.key, 'en'),
  )
  return near.slice(0, NAMED).map(({ key, differences }) => ({ key, differences }))
}

export function describeNearest(call: MockCall, nearest: readonly Near[]): string {
  const begin = `No mock answers ${call.operation} with ${JSON.stringify(call.variables)} of ${call.app.name}@${call.app.version}.`
  if (nearest.length === 0) return `${begin} There is no mock at all.`
  const lines = nearest.map(({ key, differences }) => {
    const said = differences.map(({ field, wanted, got }) => `${field} is ${got}, wanted ${wanted}`)
    return `  ${key}: ${said.join('; ')}`
  })
  return [`${begin} The nearest:`, ...lines].join('\n')
}

/** Insertions, deletions and replacements of characters; operations have short names. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, character] of [...one].entries()) {
    const next = [index + 1]
    for (const [at, compared] of [...other].entries()) {
      const replaced = (row[at] ?? 0) + (character === compared ? 0 : 1)
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
