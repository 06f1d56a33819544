import { performance } from 'node:perf_hooks'
import { Loop, type SetTimer } from '@portico/loop'

/** How much the gateway has to do at one moment. */
export interface LoadSample {
  /** Operations under way, and those that wait for their turn. */
  calls: number
  /** The next operation waits for room in the whole gateway, whichever tenant's it is. */
  isFull: boolean
  /** Of the time since the sample before, the share in which the event loop had work. */
  busyShare: number
}

const SAMPLE_MS = 500
/** A short peak omits nothing: 2 s of load come before, and 10 s of calm before all is answered whole again. */
const SAMPLES_TO_BEGIN = 4
const SAMPLES_TO_END = 20
/** Between the two it stays as it is. */
const BUSY_SHARE = 0.95
const CALM_SHARE = 0.8
/** A loop that is busy with few calls starts up, collects or compiles: less of an answer would not help it. */
const BUSY_CALLS = 32
const CALM_CALLS = 8

interface BrownOutParts {
  sample(): LoadSample
  onChange(isOn: boolean): void
  /** As of the loop. */
  setTimer?: SetTimer
}

/** Whether fields that an answer can do without are omitted, because the gateway has more to do than it can. */
export class BrownOut {
  readonly #parts: BrownOutParts
  readonly #loop: Loop
  #isOn = false
  /** Samples in a row that speak for the other state. */
  #against = 0

  constructor(parts: BrownOutParts) {
    this.#parts = parts
    this.#loop = new Loop({
      run: async () => {
        this.#note(parts.sample())
        return 'pause'
      },
      pauseMs: SAMPLE_MS,
      startsWithPause: true,
      setTimer: parts.setTimer,
    })
  }

  get isOn(): boolean {
    return this.#isOn
  }

  start(): void {
    void this.#loop.start()
  }

  stop(): void {
    void this.#loop.stop()
  }

  #note(sample: LoadSample): void {
    const isAgainst = this.#isOn ? isCalm(sample) : isLoaded(sample)
    this.#against = isAgainst ? this.#against + 1 : 0
    if (this.#against < (this.#isOn ? SAMPLES_TO_END : SAMPLES_TO_BEGIN)) return
    this.#against = 0
    this.#isOn = !this.#isOn
    this.#parts.onChange(this.#isOn)
  }
}

function isLoaded({ isFull, busyShare, calls }: LoadSample): boolean {
  return isFull || (busyShare >= BUSY_SHARE && calls >= BUSY_CALLS)
}

function isCalm({ isFull, busyShare, calls }: LoadSample): boolean {
  return !isFull && (busyShare < CALM_SHARE || calls < CALM_CALLS)
}

/** The share of the time since the call before in which the event loop had work. */
export function busyShareReader(): () => number {
  let before = performance.eventLoopUtilization()
  return () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    return utilization
  }
}
