import { expect, it, vi } from 'vitest'
import { Loop, type LoopOptions, type Next } from '../src/index.ts'

type Run = () => Next | Promise<Next>

/** A loop whose pauses end when the test says so; runs that are not given go well. */
function create(runs: Run[], options: Partial<LoopOptions> = {}) {
  const pauses: number[] = []
  let end: (() => void) | null = null
  const run = vi.fn(async (_signal: AbortSignal) => (await runs.shift()?.()) ?? 'pause')
  const loop = new Loop({
    run,
    pauseMs: 50,
    random: () => 0,
    setTimer: (ms, then) => {
      pauses.push(ms)
      end = then
      return () => (end = null)
    },
    ...options,
  })
  const endPause = async () => {
    end?.()
    await loop.settle()
  }
  return { loop, run, pauses, endPause, isPausing: () => end !== null }
}

/** A run begins behind those that ask for it in the same turn. */
function begun(): Promise<void> {
  return new Promise(resolve => void setImmediate(resolve))
}

function fail(message = 'away'): never {
  throw new Error(message)
}

it('runs at once, and again after each pause', async () => {
  const { loop, run, pauses, endPause } = create([])
  await loop.start()
  expect([run.mock.calls.length, pauses]).toEqual([1, [50]])
  await endPause()
  expect([run.mock.calls.length, pauses]).toEqual([2, [50, 50]])
})

it('begins with a pause where that is asked for', async () => {
  const { loop, run, endPause } = create([], { startsWithPause: true })
  await loop.start()
  expect(run).not.toHaveBeenCalled()
  await endPause()
  expect(run).toHaveBeenCalledOnce()
})

it('starts once', async () => {
  const { loop, run } = create([])
  await Promise.all([loop.start(), loop.start()])
  expect(run).toHaveBeenCalledOnce()
})

it('does not pause while there is more', async () => {
  const { loop, run, pauses } = create([() => 'again', () => 'again'])
  await loop.start()
  await loop.settle()
  expect([run.mock.calls.length, pauses]).toEqual([3, [50]])
})

it('ends by itself', async () => {
  const { loop, run, isPausing } = create([() => 'end'])
  await loop.start()
  await loop.runNow()
  expect([run.mock.calls.length, isPausing(), loop.signal.aborted]).toEqual([1, false, true])
})

it('pauses longer after each failure up to the limit, and begins anew after a success', async () => {
  const backoff = { firstMs: 100, maxMs: 500 }
  const { loop, pauses, endPause } = create([fail, fail, fail, fail, () => 'pause', fail], { backoff })
  await loop.start()
  for (let count = 0; count < 5; count += 1) await endPause()
  expect(pauses).toEqual([100, 200, 400, 500, 50, 100])
})

it('pauses up to a fifth less after a failure, and as long as it was asked after a success', async () => {
  const options = { backoff: { firstMs: 100, maxMs: 100 }, random: () => 0.5 }
  const { loop, pauses, endPause } = create([fail], options)
  await loop.start()
  await endPause()
  expect(pauses).toEqual([90, 50])
})

it('pauses after a failure as ever without backoff', async () => {
  const { loop, pauses } = create([fail])
  await loop.start()
  expect(pauses).toEqual([50])
})

it('reports the first of several failures, and when they are over', async () => {
  const said: string[] = []
  const runs = [fail, () => fail('still away'), () => 'pause' as const, () => fail('again')]
  const { loop, endPause } = create(runs, {
    onFailing: error => void said.push(String(error)),
    onRecovered: () => void said.push('recovered'),
  })
  await loop.start()
  for (let count = 0; count < 4; count += 1) await endPause()
  expect(said).toEqual(['Error: away', 'recovered', 'Error: again', 'recovered'])
})

it('takes a run that throws before it awaits as a failure', async () => {
  const onFailing = vi.fn()
  const { loop } = create([], { run: () => fail(), onFailing })
  await loop.start()
  expect(onFailing).toHaveBeenCalledOnce()
})

it('wakes from the pause, and sets no second one beside it', async () => {
  const { loop, run, pauses, endPause } = create([])
  await loop.start()
  loop.wake()
  await loop.settle()
  expect([run.mock.calls.length, pauses]).toEqual([2, [50, 50]])
  await endPause()
  expect(run).toHaveBeenCalledTimes(3)
})

it('makes one run of all that ask for it in one turn', async () => {
  const { loop, run } = create([])
  void loop.start()
  loop.wake()
  await Promise.all([loop.runNow(), loop.runNow()])
  expect(run).toHaveBeenCalledOnce()
})

it('does nothing when it is woken before the start', async () => {
  const { loop, run } = create([])
  loop.wake()
  await loop.settle()
  expect(run).not.toHaveBeenCalled()
})

it('runs once more when it is woken during a run, however often', async () => {
  const { promise, resolve } = Promise.withResolvers<Next>()
  const { loop, run, pauses } = create([() => promise])
  void loop.start()
  await begun()
  loop.wake()
  const next = loop.runNow()
  expect(loop.runNow()).toBe(next)
  expect(run).toHaveBeenCalledOnce()
  resolve('pause')
  await next
  expect([run.mock.calls.length, pauses]).toEqual([2, [50]])
})

it('runs on demand before the start, and plans nothing', async () => {
  const { loop, run, isPausing } = create([])
  await loop.runNow()
  expect([run.mock.calls.length, isPausing()]).toEqual([1, false])
})

it('aborts the run under way when it stops, waits for it, and reports nothing of it', async () => {
  const onFailing = vi.fn()
  let hasEnded = false
  const run = (signal: AbortSignal) =>
    new Promise<Next>((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        hasEnded = true
        reject(signal.reason)
      })
    })
  const { loop, isPausing } = create([], { run, onFailing })
  void loop.start()
  await begun()
  await loop.stop()
  expect([hasEnded, isPausing()]).toEqual([true, false])
  expect(onFailing).not.toHaveBeenCalled()
})

it('drops the run that waits when it stops', async () => {
  const { promise, resolve } = Promise.withResolvers<Next>()
  const { loop, run } = create([() => promise])
  void loop.start()
  await begun()
  const waiting = loop.runNow()
  const stopped = loop.stop()
  resolve('again')
  await Promise.all([waiting, stopped])
  expect(run).toHaveBeenCalledOnce()
})

it('ends its pause when the signal it was given is aborted', async () => {
  const stopping = new AbortController()
  const { loop, run, isPausing } = create([], { signal: stopping.signal })
  await loop.start()
  stopping.abort()
  loop.wake()
  await loop.stop()
  expect([run.mock.calls.length, isPausing()]).toEqual([1, false])
})

it('pauses by the clock, without keeping the process alive', async () => {
  vi.useFakeTimers()
  try {
    const { loop, run } = create([], { setTimer: undefined })
    await loop.start()
    await vi.advanceTimersByTimeAsync(49)
    expect(run).toHaveBeenCalledOnce()
    await vi.advanceTimersByTimeAsync(1)
    expect(run).toHaveBeenCalledTimes(2)
    await loop.stop()
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
