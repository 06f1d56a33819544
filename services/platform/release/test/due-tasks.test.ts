import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startDueTasks } from '../src/tasks/due-tasks.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('runs what is due and nothing else, no task twice at a time and none behind another; the stop waits for the one under way', async () => {
  let due: Record<string, boolean> = {}
  const look = vi.fn(async (_sql: string) => [due])
  const warn = vi.fn()
  const slow = Promise.withResolvers<void>()
  const works = {
    slow: vi.fn(() => slow.promise),
    quick: vi.fn(async () => {}),
    bad: vi.fn(async () => Promise.reject(new Error('no'))),
  }
  const tasks = Object.fromEntries(
    Object.entries(works).map(([name, work]) => [name, { due: `select from ${name}`, work }]),
  )
  const database = { look: async <Row extends object>(sql: string) => (await look(sql)) as Row[] }
  const stop = startDueTasks(tasks, { database, log: { warn } })

  await vi.advanceTimersByTimeAsync(2000)
  expect(look).toHaveBeenCalledTimes(2)
  expect(look.mock.lastCall?.[0]).toContain('exists (select from quick) as "quick"')
  expect(works.quick).not.toHaveBeenCalled()

  due = { slow: true, quick: true, bad: true }
  await vi.advanceTimersByTimeAsync(2000)
  expect(works.slow).toHaveBeenCalledTimes(1)
  expect(works.quick).toHaveBeenCalledTimes(2)
  expect(works.bad).toHaveBeenCalledTimes(2)
  expect(warn).toHaveBeenCalledTimes(1)

  const stopped = vi.fn()
  const stopping = stop().then(stopped)
  await vi.advanceTimersByTimeAsync(2000)
  expect(stopped).not.toHaveBeenCalled()
  slow.resolve()
  await stopping
  expect(works.quick).toHaveBeenCalledTimes(2)
})
