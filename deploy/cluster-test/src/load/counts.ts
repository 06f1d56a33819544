export interface Sample {
  isWrite: boolean
  /** ms of the monotonic clock. */
  beganAt: number
  endedAt: number
  outcome: 'done' | 'refused' | 'failed'
  /** Why it was not done, or what the first of several attempts came to; empty: it was done at once. */
  why: string
}

export interface FaultFigures {
  reads: number
  failedReads: number
  /** Reads and writes that were asked more than once. */
  repeated: number
  writes: number
  refusedWrites: number
  /** Writes of which it is not known whether they were done: none may be left. */
  failedWrites: number
  p99Ms: number
  /** From a fault's coming or going until the last call began that was not done at once; the longest. */
  recoveryMs: number
  /** How often each reason came. */
  whys: Record<string, number>
}

/** `eventsAt`: when faults came and went. */
export function faultFigures(own: readonly Sample[], eventsAt: readonly number[]): FaultFigures {
  const count = (isIn: (sample: Sample) => boolean) => own.filter(isIn).length
  const troubled = own.filter(({ why }) => why !== '')
  const whys: Record<string, number> = {}
  for (const { why } of troubled) whys[why] = (whys[why] ?? 0) + 1
  const times = own.map(({ beganAt, endedAt }) => endedAt - beganAt).sort((a, b) => a - b)
  return {
    reads: count(({ isWrite }) => !isWrite),
    failedReads: count(({ isWrite, outcome }) => !isWrite && outcome !== 'done'),
    repeated: count(({ why, outcome }) => why !== '' && outcome === 'done'),
    writes: count(({ isWrite }) => isWrite),
    refusedWrites: count(({ isWrite, outcome }) => isWrite && outcome === 'refused'),
    failedWrites: count(({ isWrite, outcome }) => isWrite && outcome === 'failed'),
    p99Ms: times[Math.min(times.length - 1, Math.floor(times.length * 0.99))] ?? 0,
    recoveryMs: Math.max(0, ...troubled.map(sample => sinceEvent(sample, eventsAt))),
    whys,
  }
}

/** From the latest event before it until it began. What was under way when a fault came says nothing of how long that lasted. */
function sinceEvent({ beganAt }: Sample, eventsAt: readonly number[]): number {
  const before = eventsAt.findLast(at => at <= beganAt)
  return before === undefined ? 0 : beganAt - before
}
