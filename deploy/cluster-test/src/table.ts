import type { Books } from './books.ts'
import type { Trial } from './trial.ts'

const HEAD = '| fault | reads failed / all | writes refused / open / all | asked again | p99 | recovery |'
const LINE = '| --- | --- | --- | --- | --- | --- |'
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/** For docs and terminals. */
export function faultTable(trials: readonly Trial[]): string {
  return [HEAD, LINE, ...trials.map(faultLine)].join('\n')
}

export function faultLine(trial: Trial): string {
  const { name, reads, failedReads, repeated, writes, refusedWrites, failedWrites, p99Ms, recoveryMs } = trial
  return `| ${name} | ${failedReads} / ${reads} | ${refusedWrites} / ${failedWrites} / ${writes} | ${repeated} | ${p99Ms.toFixed(0)} ms | ${seconds(recoveryMs)} |`
}

const MAX_RECOVERY_MS = 5_000

/** What should not be, a line each. */
export function findMissedBars(trials: readonly Trial[], books: Books): string[] {
  const ofTrials = trials.flatMap(({ name, failedReads, failedWrites, recoveryMs }) => [
    ...(failedReads > 0 ? [`${name}: ${failedReads} reads failed.`] : []),
    ...(failedWrites > 0 ? [`${name}: the fate of ${failedWrites} writes stayed unknown.`] : []),
    ...(recoveryMs > MAX_RECOVERY_MS ? [`${name}: recovered after ${seconds(recoveryMs)}.`] : []),
  ])
  const { lost, doubled, unreserved } = books
  const ofBooks = Object.entries({ lost, doubled, unreserved }).filter(([, count]) => count > 0)
  return [...ofTrials, ...ofBooks.map(([what, count]) => `Books: ${count} orders ${what}.`)]
}
