import { GraphError } from '@portico/micro-app'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Session } from '../../services/session.ts'
import { Freshness } from '../../state/freshness.ts'
import { Signal } from '../../state/signal.ts'
import { LiveLink } from '../live-link.ts'
import type { LiveMessage, LiveNotice } from '../live-message.ts'
import { LiveSource } from '../live-source.ts'
import { receiveUpdate } from '../open-live.ts'

const releases = ['01a2247f-1bcd-736a-a8dd-747393277ee2']
const tail = '747393277ee2'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

class FakeStream extends EventTarget {
  isClosed = false
  close() {
    this.isClosed = true
  }
  say(type: string, data: unknown = {}) {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }))
  }
  break() {
    this.dispatchEvent(new Event('error'))
  }
}

function aSource(answer: () => Promise<{ id: string; revoked: string[] }>, hasStreams = true) {
  const streams: FakeStream[] = []
  const received: LiveMessage[] = []
  const asked: string[] = []
  const openStream = () => {
    const stream = new FakeStream()
    streams.push(stream)
    return stream
  }
  const source = new LiveSource({
    userId: 'u1',
    receive: update => void received.push(update),
    openStream: hasStreams ? openStream : null,
    askState: path => {
      asked.push(path)
      return answer()
    },
    random: () => 0.5,
  })
  source.start()
  return { source, streams, received, asked, stream: () => streams.at(-1) as FakeStream }
}

const status = { id: 's_1', revoked: [] }
const stands = async () => status

describe('the line to the gateway', () => {
  it('passes on what the stream says', () => {
    const { stream, received } = aSource(stands)
    stream().say('snapshot', { id: 's_1', revoked: [tail] })
    stream().say('beat', 0)
    stream().say('access')
    stream().say('notice', { kind: 'import' })
    expect(received).toEqual([
      { type: 'snapshot', id: 's_1', revoked: [tail] },
      { type: 'access' },
      { type: 'notice', notice: { kind: 'import' } },
    ])
  })

  it('asks at once what it missed when the stream breaks, and opens another, ever more seldom', async () => {
    const { stream, streams, received, asked } = aSource(stands)
    for (const pause of [1_000, 2_000, 4_000]) {
      stream().break()
      await vi.advanceTimersByTimeAsync(0)
      expect(received.at(-1)).toEqual({ type: 'snapshot', ...status })
      const opened = streams.length
      await vi.advanceTimersByTimeAsync(pause - 1)
      expect(streams).toHaveLength(opened)
      await vi.advanceTimersByTimeAsync(1)
      expect(streams).toHaveLength(opened + 1)
    }
    expect(asked[0]).toBe('/api/live/state?user=u1')
  })

  it.each([
    ['never says a word', 5_000, () => {}],
    ['falls silent', 40_000, (stream: FakeStream) => stream.say('beat', 0)],
  ])('takes a stream that %s for dead', async (_name, ms, before) => {
    const { stream, streams, asked } = aSource(stands)
    before(stream())
    await vi.advanceTimersByTimeAsync(ms - 1)
    expect(asked).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(asked).toHaveLength(1)
    expect(streams[0]?.isClosed).toBe(true)
  })

  it('asks every half minute where there is no stream to be had', async () => {
    const { asked, received } = aSource(stands, false)
    await vi.advanceTimersByTimeAsync(31_000)
    const before = asked.length
    await vi.advanceTimersByTimeAsync(300_000)
    expect(asked.length - before).toBe(10)
    expect(received).toHaveLength(asked.length)
  })

  it('goes elsewhere when its gateway is stopped, after the pause it was given', async () => {
    const { stream, streams } = aSource(stands)
    stream().say('moved', { retryMs: 700 })
    await vi.advanceTimersByTimeAsync(700)
    expect(streams).toHaveLength(2)
  })

  it.each([
    ['UNAUTHENTICATED', [], { type: 'ended' }],
    [
      'SESSION_ENDED',
      [{ code: 'SESSION_ENDED', message: '', details: { reason: 'LOCKED' } }],
      { type: 'ended', reason: 'LOCKED' },
    ],
    ['SESSION_CHANGED', [], { type: 'replaced' }],
  ])('ends with %s, and begins anew when the user is back', async (code, errors, update) => {
    let isLoggedOut = true
    const { source, stream, streams, received } = aSource(async () => {
      if (isLoggedOut) throw new GraphError(code, '', errors)
      return status
    })
    stream().say('ended')
    await vi.advanceTimersByTimeAsync(120_000)
    expect(received).toEqual([update])
    expect(streams).toHaveLength(1)
    isLoggedOut = false
    source.start()
    expect(streams).toHaveLength(2)
  })

  it('goes on when the session that ended was replaced by another of the same user', async () => {
    const { stream, streams, received } = aSource(stands)
    stream().say('ended')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(received).toEqual([{ type: 'snapshot', ...status }])
    expect(streams).toHaveLength(2)
  })

  it('waits as long as the gateway says', async () => {
    const details = { retryAfterSeconds: 30 }
    const { stream, streams } = aSource(() =>
      Promise.reject(new GraphError('TOO_MANY_STREAMS', '', [{ code: '', message: '', details }])),
    )
    stream().break()
    await vi.advanceTimersByTimeAsync(29_999)
    expect(streams).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(streams).toHaveLength(2)
  })
})

/** Locks and channels of one browser. */
class FakeBrowser {
  readonly #ends = new Set<EventTarget>()
  readonly #queue: (() => void)[] = []
  #isHeld = false

  openChannel = () => {
    const end = new EventTarget()
    this.#ends.add(end)
    return Object.assign(end, {
      postMessage: (data: unknown) => {
        for (const other of this.#ends)
          if (other !== end) other.dispatchEvent(new MessageEvent('message', { data }))
      },
      close: () => void this.#ends.delete(end),
    }) as unknown as BroadcastChannel
  }

  locks = {
    request: async (_name: string, _options: object, work: () => Promise<void>) => {
      if (this.#isHeld) await new Promise<void>(granted => this.#queue.push(granted))
      this.#isHeld = true
      await work()
      this.#isHeld = false
      this.#queue.shift()?.()
    },
  } as unknown as LockManager
}

describe('the tabs of a browser', () => {
  function aTab(browser: FakeBrowser) {
    const received: LiveMessage[] = []
    const tab = {
      received,
      isLeader: false,
      send: (_update: LiveMessage): void => {},
      link: null as LiveLink | null,
    }
    tab.link = new LiveLink({
      name: 'n',
      receive: update => void received.push(update),
      createSource: send => ({
        start: () => {
          tab.isLeader = true
          tab.send = send
        },
        stop: () => {
          tab.isLeader = false
        },
      }),
      locks: browser.locks,
      openChannel: browser.openChannel,
    })
    tab.link.start()
    return tab
  }
  const update = { type: 'snapshot' as const, ...status }

  it('have one line, whose messages all receive; another leads when the leader goes', async () => {
    const browser = new FakeBrowser()
    const [one, two, three] = [aTab(browser), aTab(browser), aTab(browser)]
    expect([one, two, three].map(({ isLeader }) => isLeader)).toEqual([true, false, false])
    one.send(update)
    expect([one.received, two.received, three.received]).toEqual([[update], [update], [update]])
    one.link?.stop()
    await vi.advanceTimersByTimeAsync(0)
    expect([one, two, three].map(({ isLeader }) => isLeader)).toEqual([false, true, false])
    two.send({ type: 'access' })
    expect(three.received.at(-1)).toEqual({ type: 'access' })
    expect(one.received).toEqual([update])
  })

  it('receive what was sent before they were there', () => {
    const browser = new FakeBrowser()
    aTab(browser).send(update)
    expect(aTab(browser).received).toEqual([update])
  })
})

describe('a tab', () => {
  const info = {
    user: { id: 'u1', username: 'u', displayName: 'u' },
    tenant: { id: 't1', slug: 'demo', name: 'Demo', currency: 'CNY', timeZone: 'Asia/Shanghai' },
    permissions: [],
  }
  function aPage() {
    const session = new Session(info)
    const freshness = new Freshness('s_gray', releases)
    const notice = new Signal<LiveNotice | null>(null)
    const onAccess = vi.fn()
    return {
      session,
      freshness,
      notice,
      onAccess,
      receive: (update: LiveMessage) => receiveUpdate(update, { session, freshness, onAccess }, notice),
    }
  }

  it.each([
    [tail, { to: 's_1', isForced: false }],
    [`${tail}!`, { to: 's_1', isForced: true }],
    ['000000000000', null],
  ])('takes %s for what it is of the releases it lives on', (mark, revocation) => {
    const page = aPage()
    page.receive({ type: 'snapshot', id: 's_1', revoked: [mark] })
    expect(page.freshness.revocation.get()).toEqual(revocation)
    expect(page.freshness.newer.get()).toBe('s_1')
  })

  it('asks for a new log-in once, with the reason', () => {
    const page = aPage()
    page.receive({ type: 'ended', reason: 'LOCKED' })
    page.receive({ type: 'ended' })
    expect([page.session.isExpired.get(), page.session.endReason.get()]).toEqual([true, 'LOCKED'])
  })

  it('receives that another user has logged in, that rights changed, and notices', () => {
    const page = aPage()
    page.receive({ type: 'replaced' })
    page.receive({ type: 'access' })
    page.receive({ type: 'notice', notice: { kind: 'import' } })
    expect(page.session.isReplaced.get()).toBe(true)
    expect(page.onAccess).toHaveBeenCalledOnce()
    expect(page.notice.get()).toEqual({ kind: 'import' })
  })
})
