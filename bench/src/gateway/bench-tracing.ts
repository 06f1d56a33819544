import { intervalOfMedian, median } from '../measure/statistics.ts'
import { openCollector } from './bench-gateway.ts'
import { stored } from './contestants.ts'
import { measureRound, useOtherCore } from './race.ts'
import { OTHER_CORE, type Runner, startPinned, startRunner } from './runners.ts'

export interface TracingCost {
  name: string
  rounds: number
  offUs: number
  onUs: number
  /** What tracing adds: median of the ratios of rounds one after the other, less 1. */
  share: number
  /** In which the median lies with 95 of 100. */
  low: number
  high: number
}

const PROCESSES = 3
const PAIRS = 20
const WARM_UP = { calls: 6_000 }
/** So many that collecting garbage has its part in each. */
const ROUND = { calls: 1_200 }

/**
 * Default sampling beside no tracing at all, and a tenth of all that a busy process answers. One process is asked in turns with tracing
 * on and off: two that do the same work differ by 5 to 10 % for as long as they live. Of several, so that none is the measure.
 */
export async function benchTracing(): Promise<TracingCost[]> {
  const collector = await openCollector()
  useOtherCore()
  const stub = await startPinned('upstream-stub.ts', { core: OTHER_CORE })
  try {
    const costs: TracingCost[] = []
    for (const share of [null, '0.1']) {
      const contestant = stored(collector.url, share)
      const pairs: Pair[] = []
      for (let at = 0; at < PROCESSES; at += 1) {
        const runner = await startRunner(contestant, stub.url, false)
        pairs.push(...(await measurePairs(runner).finally(() => runner.stop())))
      }
      costs.push(summarise(contestant.name, pairs))
    }
    return costs
  } finally {
    await stub.stop()
    collector.close()
  }
}

interface Pair {
  offUs: number
  onUs: number
}

async function measurePairs(runner: Runner): Promise<Pair[]> {
  const measure = async (isOn: boolean, length = ROUND) => {
    await runner.turn(isOn)
    return (await measureRound(runner, length)).cpuUs
  }
  await measure(false, WARM_UP)
  await measure(true, WARM_UP)
  const pairs: Pair[] = []
  for (let at = 0; at < PAIRS; at += 1) {
    // What comes second finds caches warm.
    const first = await measure(at % 2 === 0)
    const second = await measure(at % 2 === 1)
    pairs.push(at % 2 === 0 ? { onUs: first, offUs: second } : { offUs: first, onUs: second })
  }
  return pairs
}

function summarise(name: string, pairs: readonly Pair[]): TracingCost {
  const ratios = pairs.map(({ offUs, onUs }) => onUs / offUs)
  const { low, high } = intervalOfMedian(ratios)
  return {
    ...{ name, rounds: pairs.length, share: median(ratios) - 1, low: low - 1, high: high - 1 },
    offUs: median(pairs.map(({ offUs }) => offUs)),
    onUs: median(pairs.map(({ onUs }) => onUs)),
  }
}
