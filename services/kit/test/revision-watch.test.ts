import { afterEach, expect, it, vi } from 'vitest'
import { RevisionWatch } from '../src/service/revision-watch.ts'

afterEach(() => {
  vi.useRealTimers()
})

it('waits for a read that is under way before the next, and leaves the database alone when no caller waits', async () => {
  vi.useFakeTimers()
  let answer = (_revision: number) => {}
  const read = vi.fn(
    () =>
      new Promise<number>(resolve => {
        answer = resolve
      }),
  )
  const watch = new RevisionWatch(read)
  const waited = watch.waitBeyond(1, 60_000, new AbortController().signal)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(read).toHaveBeenCalledTimes(1)
  answer(1)
  await vi.advanceTimersByTimeAsync(250)
  expect(read).toHaveBeenCalledTimes(2)
  answer(2)
  expect(await waited).toBe(true)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(read).toHaveBeenCalledTimes(2)
  const late = watch.waitBeyond(2, 100, new AbortController().signal)
  await vi.advanceTimersByTimeAsync(100)
  expect(await late).toBe(false)
  watch.close()
})
