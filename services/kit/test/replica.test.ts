import { describe, expect, it } from 'vitest'
import type { Database } from '../src/database/database.ts'
import { Replica } from '../src/database/replica.ts'

const OLD = { maxAgeMs: 5000, position: null }

/** Two servers that say what a test gives them, and its clock. */
function createServers() {
  const said = {
    primary: '0/10',
    replica: '0/10',
    isReplica: true,
    isUnsafe: false,
    server: 'a',
    isDead: false,
  }
  const clock = { ms: 0 }
  const answer = (position: string, isReplica: boolean, server: string) => ({
    rows: [{ position, isReplica, isUnsafe: isReplica && said.isUnsafe, server }],
  })
  const primary = { execute: async () => answer(said.primary, false, 'a') }
  const replica = {
    execute: async () => {
      if (said.isDead) throw new Error('dead')
      return answer(said.replica, said.isReplica, said.server)
    },
  }
  const watched = new Replica({
    primary: primary as unknown as Database,
    replica: replica as unknown as Database,
    now: () => clock.ms,
  })
  const lookAt = async (ms: number, state: Partial<typeof said> = {}) => {
    clock.ms = ms
    Object.assign(said, state)
    await watched.look()
  }
  return { watched, clock, lookAt }
}

describe('a replica', () => {
  it('is not read before it was looked at', () => {
    expect(createServers().watched.shows(OLD)).toBe(false)
  })

  it('is as old as the newest position of the primary that it has replayed', async () => {
    const { watched, lookAt } = createServers()
    await lookAt(1000, { primary: '0/10', replica: '0/10' })
    expect(watched.lagMs).toBe(0)
    await lookAt(2000, { primary: '0/20' })
    await lookAt(3000, { primary: '0/30' })
    expect(watched.lagMs).toBe(2000)
    await lookAt(4000, { primary: '0/40', replica: '0/2F' })
    expect(watched.lagMs).toBe(2000)
    await lookAt(5000, { replica: '1/0' })
    expect(watched.lagMs).toBe(0)
  })

  it('grows older while its replay stands still or it is not looked at, and is then not read', async () => {
    const { watched, clock, lookAt } = createServers()
    await lookAt(0)
    for (let ms = 500; ms <= 600_000; ms += 500) await lookAt(ms, { primary: `0/${(ms + 16).toString(16)}` })
    expect([watched.lagMs, watched.shows(OLD)]).toEqual([600_000, false])
    await lookAt(600_500, { replica: 'F/0' })
    expect(watched.shows(OLD)).toBe(true)
    clock.ms += 5001
    expect(watched.shows(OLD)).toBe(false)
  })

  it('shows a position only when it has replayed that', async () => {
    const { watched, lookAt } = createServers()
    await lookAt(0, { primary: '0/FF', replica: '0/FF' })
    expect(watched.shows({ maxAgeMs: 5000, position: 0xffn })).toBe(true)
    expect(watched.shows({ maxAgeMs: 5000, position: 0x100n })).toBe(false)
  })

  it.each([
    ['is a primary of its own', { isReplica: false }],
    ['follows another one', { server: 'b' }],
    ['is asked as a role that no policy binds', { isUnsafe: true }],
    ['is dead', { isDead: true }],
  ])('is not read when it %s', async (_what, state) => {
    const { watched, lookAt } = createServers()
    await lookAt(0)
    await expect(lookAt(500, state)).rejects.toThrow()
    expect(watched.shows(OLD)).toBe(false)
  })
})
