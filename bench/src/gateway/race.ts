import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { type LoadFigures, type LoadLength, measureLoad } from '../measure/load.ts'
import { memoryOfTree } from '../measure/memory.ts'
import { median } from '../measure/statistics.ts'
import type { Contestant } from './contestants.ts'
import { CONNECTIONS, OTHER_CORE, type Runner, startPinned, startRunner } from './runners.ts'

export interface RaceFigures {
  name: string
  /** Medians of the rounds. */
  perSecond: number
  p50Ms: number
  p99Ms: number
  cpuUs: number
  /** Of each round, in their order. */
  cpuUsOfRounds: number[]
  /** (highest - lowest) / median of the requests a second. */
  spread: number
  /** After the last round. */
  megabytes: number
}

export interface RaceLength {
  rounds: number
  round: LoadLength
  warmUp: LoadLength
  /** Left out: the server has a core of its own. */
  isUnpinned?: boolean
}

export interface Round extends LoadFigures {
  cpuUs: number
}

/** What is left of one round is not to fall into the next. */
const BETWEEN_MS = 100

/** All are started first and asked in turns, round by round; what they answer must be equal. */
export async function runRace(
  contestants: readonly Contestant[],
  { rounds, round: length, warmUp, isUnpinned = false }: RaceLength,
): Promise<RaceFigures[]> {
  if (!isUnpinned) useOtherCore()
  const stub = await startPinned('upstream-stub.ts', { core: isUnpinned ? null : OTHER_CORE })
  const runners: Runner[] = []
  try {
    for (const contestant of contestants) runners.push(await startRunner(contestant, stub.url, isUnpinned))
    await assertEqual(runners)
    const all = new Map<Runner, Round[]>(runners.map(runner => [runner, []]))
    for (const runner of runners) await measureRound(runner, warmUp)
    for (let round = 0; round < rounds; round += 1) {
      for (const runner of round % 2 ? runners.toReversed() : runners)
        all.get(runner)?.push(await measureRound(runner, length))
    }
    const figures: RaceFigures[] = []
    for (const [runner, measured] of all) figures.push(await summarise(runner, measured))
    return figures
  } finally {
    await Promise.allSettled(runners.map(runner => runner.stop()))
    await stub.stop()
  }
}

export async function measureRound(runner: Runner, length: LoadLength): Promise<Round> {
  const before = await runner.cpuSeconds()
  const load = await measureLoad(async () => void (await runner.ask()), CONNECTIONS, length)
  const used = (await runner.cpuSeconds()) - before
  await sleep(BETWEEN_MS)
  return { ...load, cpuUs: (used * 1e6) / load.requests }
}

/** Who asks shares a core with what is called. */
export function useOtherCore(): void {
  execFileSync('taskset', ['-cp', OTHER_CORE, String(process.pid)], { stdio: 'ignore' })
}

async function assertEqual(runners: readonly Runner[]): Promise<void> {
  let expected: { name: string; text: string } | null = null
  for (const { name, ask } of runners) {
    const text = JSON.stringify(JSON.parse(await ask()).data)
    expected ??= { name, text }
    if (text !== expected.text) throw new Error(`${name} answers other than ${expected.name}:\n${text}`)
  }
}

async function summarise({ name, pid }: Runner, rounds: readonly Round[]): Promise<RaceFigures> {
  const of = (key: keyof Round) => median(rounds.map(round => round[key]))
  const rates = rounds.map(({ perSecond }) => perSecond)
  const perSecond = of('perSecond')
  return {
    name,
    perSecond,
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    cpuUs: of('cpuUs'),
    cpuUsOfRounds: rounds.map(({ cpuUs }) => cpuUs),
    spread: (Math.max(...rates) - Math.min(...rates)) / perSecond,
    megabytes: await memoryOfTree(pid),
  }
}
