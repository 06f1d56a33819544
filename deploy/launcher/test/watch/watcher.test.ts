import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WorkPlan } from '../../src/watch/plan.ts'
import { Watcher, type WatchWork } from '../../src/watch/watcher.ts'

let done: string[]
let said: string[]
let faults: Partial<Record<keyof WorkPlan, string>>
let meanwhile: () => void
let watcher: Watcher

beforeEach(() => {
  vi.useFakeTimers()
  done = []
  said = []
  faults = {}
  meanwhile = () => {}
  const doing = (part: keyof WorkPlan) => async () => {
    done.push(part)
    meanwhile()
    const fault = faults[part]
    if (fault !== undefined) throw new Error(fault)
  }
  const work: WatchWork = {
    planFor: files => ({
      artifacts: files.some(file => file.startsWith('apps/')),
      services: files.some(file => file.startsWith('services/')),
      gateway: files.some(file => file.startsWith('bff/')),
    }),
    rebuild: doing('artifacts'),
    restartServices: doing('services'),
    restartGateway: doing('gateway'),
    atRest: async () => {
      done.push('rest')
      meanwhile()
    },
    say: line => void said.push(line),
    now: () => 0,
  }
  watcher = new Watcher(work)
})

afterEach(() => {
  vi.useRealTimers()
})

describe('what may wait', () => {
  it('is done once nothing has changed for a while, and once', async () => {
    watcher.onChange(['apps/a.ts'])
    await watcher.settled()
    await vi.advanceTimersByTimeAsync(2_000)
    watcher.onChange(['apps/b.ts'])
    await watcher.settled()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(done).toEqual(['artifacts', 'artifacts'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(done).toEqual(['artifacts', 'artifacts', 'rest'])
  })

  it('is owed also when another part changes in between, and what changes while it is done comes next', async () => {
    watcher.onChange(['apps/a.ts'])
    await watcher.settled()
    watcher.onChange(['bff/a.ts'])
    await watcher.settled()
    meanwhile = () => {
      meanwhile = () => {}
      watcher.onChange(['services/a.ts'])
    }
    await vi.advanceTimersByTimeAsync(3_000)
    await watcher.settled()
    expect(done).toEqual(['artifacts', 'gateway', 'rest', 'services'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(done).toHaveLength(4)
  })

  it('follows no change of services alone', async () => {
    watcher.onChange(['services/a.ts'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(done).toEqual(['services'])
  })
})

describe('after a change', () => {
  it.each([
    ['apps/sales/src/App.tsx', ['artifacts']],
    ['services/core/party/src/service.ts', ['services']],
    ['bff/gateway/app/router.ts', ['gateway']],
    ['README.md', []],
  ])('of %s only what it belongs to is done', async (file, parts) => {
    watcher.onChange([file])
    await watcher.settled()
    expect(done).toEqual(parts)
  })

  it('of files of all parts, services come before the gateway that calls them', async () => {
    watcher.onChange(['bff/a.ts', 'services/a.ts', 'apps/a.ts'])
    await watcher.settled()
    expect(done).toEqual(['artifacts', 'services', 'gateway'])
    expect(said).toEqual([
      'rebuilt in 0.0 s',
      'services started anew in 0.0 s',
      'gateway started anew in 0.0 s',
    ])
  })

  it('what changes meanwhile comes next, once', async () => {
    meanwhile = () => {
      meanwhile = () => {}
      watcher.onChange(['bff/a.ts'])
      watcher.onChange(['bff/b.ts'])
    }
    watcher.onChange(['apps/a.ts'])
    await watcher.settled()
    expect(done).toEqual(['artifacts', 'gateway'])
  })
})

describe('what cannot be done', () => {
  it('is said, and the rest goes on', async () => {
    faults.services = 'services/a.ts:3 SyntaxError'
    watcher.onChange(['services/a.ts', 'bff/a.ts'])
    await watcher.settled()
    expect(done).toEqual(['services', 'gateway'])
    expect(said[0]).toBe('services/a.ts:3 SyntaxError')
  })

  it('is tried again with the next change, whatever that is', async () => {
    faults.gateway = 'an import leads nowhere'
    watcher.onChange(['bff/a.ts'])
    await watcher.settled()
    faults = {}
    watcher.onChange(['toolkit/new.ts'])
    await watcher.settled()
    watcher.onChange(['README.md'])
    await watcher.settled()
    expect(done).toEqual(['gateway', 'gateway'])
  })
})
