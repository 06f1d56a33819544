import type { Release } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { readSeen } from './figures.ts'
import type { Evidence } from './judge.ts'
import { readReported } from './reported-figures.ts'

const WINDOW_MINUTES = 10

/** What the guard sees: the last minutes before `now`, or before its end, since its start at most. */
export async function readEvidence(tx: Transaction, release: Release, now: Date): Promise<Evidence> {
  const window = windowOf(release, WINDOW_MINUTES, now)
  const seen = await readSeen(tx, release.id, window)
  const reported = await readReported(tx, release.id, window)
  return { seen, reported }
}

export function windowOf({ startedAt, endedAt }: Release, minutes: number, now: Date) {
  const until = endedAt ? new Date(endedAt) : now
  const from = until.getTime() - minutes * 60_000
  return { from: new Date(Math.max(from, Date.parse(startedAt ?? '') || 0)), until }
}
