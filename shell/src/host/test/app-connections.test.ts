import { expect, it, vi } from 'vitest'
import { KeyframesNames } from '../ledger/keyframes-names.ts'
import { Ledger } from '../ledger/ledger.ts'
import { appConnection } from '../sandbox/app-connections.ts'

let closed: string[] = []

class Socket extends EventTarget {
  readonly url: string

  constructor(url: string) {
    super()
    this.url = url
  }

  close(): void {
    closed.push(this.url)
  }
}

class Pool {
  terminate = vi.fn()
}

class Audio {
  close = vi.fn()
  suspend = vi.fn(async () => {})
  resume = vi.fn(async () => {})
}

function create() {
  const owner = { instanceId: 'sales@1.0.0#1', app: 'sales', version: '1.0.0' }
  return new Ledger(owner, { host: document.createElement('div'), adopt() {} }, new KeyframesNames(() => {}))
}

it('closes what a closed app has opened, and once what the app has closed itself', () => {
  closed = []
  const ledger = create()
  ledger.loaded()
  const AppSocket = appConnection(Socket, ledger)
  const open = new AppSocket('open')
  new AppSocket('ended').close()
  ledger.detach()
  expect(open).toBeInstanceOf(Socket)
  expect(closed).toEqual(['ended', 'open'])
})

it('keeps workers that modules made while they were evaluated, and puts audio to rest', () => {
  const ledger = create()
  const pool = new (appConnection(Pool, ledger))()
  const audio = new (appConnection(Audio, ledger))()
  ledger.loaded()
  ledger.detach()
  expect(pool.terminate).not.toHaveBeenCalled()
  expect(audio.suspend).toHaveBeenCalledTimes(1)
  expect(audio.close).not.toHaveBeenCalled()
  ledger.attach()
  expect(audio.resume).toHaveBeenCalledTimes(1)
})
