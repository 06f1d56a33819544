import { describe, expect, it } from 'vitest'
import { hashesAtOnce, LoginQueue } from '../src/passwords/login-queue.ts'

const never = new Promise<never>(() => {})

describe('the login queue', () => {
  it('leaves a core to the rest of the machine, and a thread to the rest of the process', () => {
    expect([1, 2, 3, 4, 16].map(hashesAtOnce)).toEqual([1, 1, 2, 3, 3])
  })

  it('lets as many work as it has places, the others in the order they came', async () => {
    const queue = new LoginQueue(2, 5_000)
    const began: number[] = []
    const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
    const runs = gates.map((gate, index) =>
      queue.run(async () => {
        began.push(index)
        await gate.promise
        return index
      }),
    )
    await Promise.resolve()
    expect(began).toEqual([0, 1])
    gates[1]?.resolve()
    await runs[1]
    expect(began).toEqual([0, 1, 2])
    for (const gate of gates) gate.resolve()
    expect(await Promise.all(runs)).toEqual([0, 1, 2, 3])
  })

  it('gives a place back when the work fails', async () => {
    const queue = new LoginQueue(1, 5_000)
    await expect(queue.run(() => Promise.reject(new Error('wrong')))).rejects.toThrow('wrong')
    expect(await queue.run(async () => 'next')).toBe('next')
  })

  it('refuses whose turn does not come in time, with a code and without having begun', async () => {
    const queue = new LoginQueue(1, 20)
    void queue.run(() => never)
    let hasBegun = false
    const late = queue.run(async () => {
      hasBegun = true
    })
    await expect(late).rejects.toMatchObject({ code: 'LOGIN_BUSY', facts: { retryAfterSeconds: 5 } })
    expect(hasBegun).toBe(false)
  })

  it('has an end: one more stranger is refused at once, one more known browser takes the last stranger’s place', async () => {
    const queue = new LoginQueue(1, 60_000)
    const gate = Promise.withResolvers<void>()
    const working = queue.run(() => gate.promise)
    const strangers = Array.from({ length: 200 }, () => queue.run(async () => 'stranger'))
    await expect(queue.run(async () => 'one more')).rejects.toMatchObject({ code: 'LOGIN_BUSY' })
    const known = queue.run(async () => 'known', true)
    await expect(strangers.at(-1)).rejects.toMatchObject({ code: 'LOGIN_BUSY' })
    gate.resolve()
    await working
    expect(await known).toBe('known')
    expect(await Promise.all(strangers.slice(0, -1))).toHaveLength(199)
  })
})
