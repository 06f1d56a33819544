import { GraphError } from '@portico/micro-app'
import { fakeShell } from '@portico/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { endReasonOf, findSession, logOut, Session } from '../session.ts'

const { info } = fakeShell({ session: { permissions: ['sales.order.read'] } }).session

afterEach(() => void vi.unstubAllGlobals())

function answerWith(answer: () => Response) {
  const fetched = vi.fn(async (_path: string, _init: RequestInit) => answer())
  vi.stubGlobal('fetch', fetched)
  return fetched
}

const problem = (status: number, code: string) =>
  Response.json({ error: { code, message: code } }, { status })

describe('a session that has ended', () => {
  it('is waited for by all who ask meanwhile, and goes on when the password was right', async () => {
    const session = new Session(info)
    const waiting = [session.renewed('LOCKED'), session.renewed('LOCKED')]
    expect([session.isExpired.get(), session.endReason.get()]).toEqual([true, 'LOCKED'])
    const fetched = answerWith(() => Response.json(info))
    await session.renew('lodge tangle prism')
    await Promise.all(waiting)
    expect(session.isExpired.get()).toBe(false)
    expect(fetched.mock.calls[0]?.[1].body).toBe(
      JSON.stringify({ tenant: 'fake', username: 'owner', password: 'lodge tangle prism' }),
    )
  })

  it('is still waited for after a wrong password', async () => {
    const session = new Session(info)
    const waiting = vi.fn()
    void session.renewed().then(waiting)
    answerWith(() => problem(401, 'LOGIN_FAILED'))
    await expect(session.renew('wrong')).rejects.toMatchObject({ code: 'LOGIN_FAILED' })
    expect(session.isExpired.get()).toBe(true)
    expect(waiting).not.toHaveBeenCalled()
  })

  it('rejects all who wait when the user would rather not, and can end again later', async () => {
    const session = new Session(info)
    const waiting = session.renewed()
    session.giveUp()
    await expect(waiting).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    const again = session.renewed()
    session.renewedElsewhere()
    await expect(again).resolves.toBeUndefined()
  })

  it.each([
    ['undefined for one that ran out', new GraphError('UNAUTHENTICATED', 'x'), undefined],
    ['null where it is not known', new GraphError('SESSION_ENDED', 'x'), null],
    ['the one that is given', ended({ reason: 'LOCKED' }), 'LOCKED'],
    ['null for what is no text', ended({ reason: { a: 1 } }), null],
    ['null for details that are none', ended('LOCKED'), null],
  ])('has a reason: %s', (_, error, reason) => {
    expect(endReasonOf(error)).toBe(reason)
  })
})

describe('the session of this browser', () => {
  it('is none when the gateway says so, and an error when the gateway cannot say', async () => {
    answerWith(() => Response.json(info))
    expect(await findSession()).toEqual(info)
    answerWith(() => problem(401, 'UNAUTHENTICATED'))
    expect(await findSession()).toBeNull()
    answerWith(() => problem(503, 'UPSTREAM_UNAVAILABLE'))
    await expect(findSession()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  })

  it('is left also where it had ended already, and stays when the gateway is away', async () => {
    answerWith(() => problem(401, 'UNAUTHENTICATED'))
    await expect(logOut()).resolves.toBeUndefined()
    answerWith(() => problem(503, 'UPSTREAM_UNAVAILABLE'))
    await expect(logOut()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  })

  it('allows what its permissions name', () => {
    const session = new Session(info)
    expect([session.can('sales.order.read'), session.can('sales.order')]).toEqual([true, false])
  })
})

function ended(details: unknown): GraphError {
  return new GraphError('SESSION_ENDED', 'x', [{ code: 'SESSION_ENDED', message: 'x', details }])
}
