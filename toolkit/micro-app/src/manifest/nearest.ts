/** More edits than that are another word. */
const MOST_EDITS = 3

/** The known name that takes the fewest edits to get to, upper and lower case being the same; null when none is near. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const most = Math.min(MOST_EDITS, Math.ceil(name.length / 2))
  const [best] = measure(name, known)
  return best !== undefined && best.edits <= most ? best.other : null
}

/** Those that take the fewest edits, the nearest first, however far they are. */
export function nearestNames(name: string, known: readonly string[], count: number): string[] {
  return measure(name, known)
    .slice(0, count)
    .map(({ other }) => other)
}

function measure(name: string, known: readonly string[]): { other: string; edits: number }[] {
  return known
    .map(other => ({ other, edits: countEdits(name.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)
}

/** Letters to insert, leave out or replace (Levenshtein). */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [place, letter] of [...from].entries()) {
    const next = [place + 1]
    for (const [index, other] of [...to].entries()) {
      const replaced = (row[index] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
