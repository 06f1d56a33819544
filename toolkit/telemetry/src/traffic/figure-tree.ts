import { DURATION_BOUNDS_MS, durationBucket } from '@portico/release'

/** How something ended: well, refused for an error of its caller, or failed. */
export type CountedOutcome = 'ok' | 'refused' | 'failed'

/** What is counted of one kind of operation or call. To count is a few additions, and makes nothing. */
export class FigureCell {
  count = 0
  refused = 0
  failures = 0
  /** By the buckets of `DURATION_BOUNDS_MS`, and one more for what is above. */
  durations: number[] = noDurations()

  note(ms: number, outcome: CountedOutcome): void {
    this.count += 1
    if (outcome === 'refused') this.refused += 1
    else if (outcome === 'failed') this.failures += 1
    const bucket = durationBucket(ms)
    this.durations[bucket] = (this.durations[bucket] ?? 0) + 1
  }

  add({ count, refused, failures, durations }: Readonly<FigureCounts>): void {
    this.count += count
    this.refused += refused
    this.failures += failures
    this.durations = this.durations.map((sum, at) => sum + (durations[at] ?? 0))
  }

  /** What was counted since the last time. */
  take(): FigureCounts {
    const { count, refused, failures, durations } = this
    this.count = 0
    this.refused = 0
    this.failures = 0
    this.durations = noDurations()
    return { count, refused, failures, durations }
  }
}

export interface FigureCounts {
  count: number
  refused: number
  failures: number
  durations: number[]
}

interface Branch extends Map<string, Branch | FigureCell> {}

/** Cells by a path of names, bounded: where there is no room for another path, `overflow` is counted. */
export class FigureTree {
  readonly #maxCells: number
  readonly #overflow: readonly string[]
  readonly #root: Branch = new Map()
  #size = 0

  constructor(maxCells: number, overflow: readonly string[]) {
    this.#maxCells = maxCells
    this.#overflow = overflow
  }

  /** Found by the strings that its caller has: no key is put together. */
  find(path0: string, path1: string, path2: string, path3?: string): FigureCell {
    const first = this.#root.get(path0)
    const second = first instanceof Map ? first.get(path1) : undefined
    let found = second instanceof Map ? second.get(path2) : undefined
    if (path3 !== undefined) found = found instanceof Map ? found.get(path3) : undefined
    if (found instanceof FigureCell) return found
    const path = path3 === undefined ? [path0, path1, path2] : [path0, path1, path2, path3]
    return this.#make(this.#size < this.#maxCells ? path : this.#overflow)
  }

  /** Calls back for what was counted since the last time, and forgets what was not. */
  drain(take: TakeFigures): void {
    this.#drainBranch(this.#root, [], take)
  }

  #drainBranch(branch: Branch, path: readonly string[], take: TakeFigures): void {
    for (const [name, below] of branch) {
      if (below instanceof FigureCell) {
        if (below.count > 0) take([...path, name], below.take())
        else this.#forget(branch, name)
        continue
      }
      this.#drainBranch(below, [...path, name], take)
      if (below.size === 0) branch.delete(name)
    }
  }

  #forget(branch: Branch, name: string): void {
    branch.delete(name)
    this.#size -= 1
  }

  #make(path: readonly string[]): FigureCell {
    let branch = this.#root
    for (const name of path.slice(0, -1)) {
      let below = branch.get(name)
      if (!(below instanceof Map)) {
        below = new Map()
        branch.set(name, below)
      }
      branch = below
    }
    const last = path.at(-1) ?? ''
    const known = branch.get(last)
    if (known instanceof FigureCell) return known
    const cell = new FigureCell()
    branch.set(last, cell)
    this.#size += 1
    return cell
  }
}

type TakeFigures = (path: readonly string[], counts: FigureCounts) => void

function noDurations(): number[] {
  return new Array<number>(DURATION_BOUNDS_MS.length + 1).fill(0)
}
