import type { Release } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { readFigures, type SubjectFigures } from './figures.ts'

const WINDOW_MINUTES = 10

/** What the guard sees: the last minutes before `now`, or before its end, since its start at most. */
export function readGuardFigures(tx: Transaction, release: Release, now: Date): Promise<SubjectFigures[]> {
  return readFigures(tx, release.id, windowOf(release, WINDOW_MINUTES, now))
}

export function windowOf({ startedAt, endedAt }: Release, minutes: number, now: Date) {
  const until = endedAt ? new Date(endedAt) : now
  const from = until.getTime() - minutes * 60_000
  return { from: new Date(Math.max(from, Date.parse(startedAt ?? '') || 0)), until }
}
