import { GraphError } from '@portico/micro-app'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { choosePreview, listPreviews } from '../../release/previews.ts'
import { Freshness } from '../../state/freshness.ts'
import { GatewayClient } from '../gateway.ts'
import { logIn, pendingLoginOf, takeSecondStep, takeSsoError } from '../login.ts'
import { linkFailureOf, lookAtLink, takeLink } from '../password-link.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  window.history.replaceState(null, '', '/')
})

/** Answers each call with the next of these; what was sent is `METHOD path body`. */
function gatewayAnswers(...answers: Response[]): string[] {
  const sent: string[] = []
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit) => {
    sent.push([method, path, body].filter(part => part != null).join(' '))
    return answers.shift() ?? Response.error()
  })
  return sent
}

const refusal = (status: number, code: string, details?: unknown) =>
  Response.json({ error: { code, message: code, details } }, { status })

describe('the log-in', () => {
  it('sends what was typed, and a refusal is its code', async () => {
    const credentials = { tenant: 'demo', username: 'mei', password: 'x' }
    const sent = gatewayAnswers(refusal(401, 'LOGIN_FAILED'))
    await expect(logIn(credentials)).rejects.toMatchObject({ code: 'LOGIN_FAILED' })
    expect(sent).toEqual([`POST /api/session ${JSON.stringify(credentials)}`])
  })

  it('goes on at the second step with the token of the first', async () => {
    const details = { pendingLogin: 'p1', isEnrolled: true }
    const sent = gatewayAnswers(
      refusal(401, 'SECOND_FACTOR_REQUIRED', details),
      Response.json({ recoveryCodes: [] }),
    )
    const error = await logIn({ tenant: 'demo', username: 'mei', password: 'x' }).catch(
      (thrown: unknown) => thrown,
    )
    const pending = pendingLoginOf(error)
    expect(pending).toEqual({ token: 'p1', isEnrolled: true })
    await takeSecondStep(pending?.token ?? '', '123456')
    expect(sent[1]).toBe('POST /api/session/second-step {"pendingLogin":"p1","code":"123456"}')
  })

  it.each([
    ['a wrong password', new GraphError('LOGIN_FAILED', 'x')],
    ['a required code without a token', new GraphError('SECOND_FACTOR_REQUIRED', 'x')],
    ['a token that is no text', withDetails('SECOND_FACTOR_REQUIRED', { pendingLogin: 7 })],
    ['what is no answer of the gateway', new TypeError('x')],
  ])('has no second step after %s', (_, error) => {
    expect(pendingLoginOf(error)).toBeNull()
  })
})

describe('the way back from an identity provider', () => {
  it('gives its error once and takes it out of the address, with nothing else', () => {
    window.history.replaceState({ key: 'k' }, '', '/login?next=%2Fsales&sso-error=SSO_NO_USER#top')
    expect(takeSsoError()).toBe('SSO_NO_USER')
    expect(window.location.href).toMatch(/\/login\?next=%2Fsales#top$/)
    expect(window.history.state).toEqual({ key: 'k' })
    expect(takeSsoError()).toBeNull()
  })

  it('shows no text that another site has put there', () => {
    window.history.replaceState(null, '', '/login?sso-error=Call+us+at+555')
    expect(takeSsoError()).toBe('OTHER')
  })
})

describe('a link for a password', () => {
  it('is looked at, and used, by its token in the body alone', async () => {
    const sent = gatewayAnswers(Response.json({}), Response.json({}))
    await lookAtLink('t1')
    await takeLink('t1', 'lodge tangle prism')
    expect(sent).toEqual([
      'POST /api/password-links/look {"token":"t1"}',
      'POST /api/password-links/use {"token":"t1","password":"lodge tangle prism"}',
    ])
  })

  it.each([
    [
      'the reason of a refused password',
      withDetails('PASSWORD_REFUSED', { reason: 'TOO_SHORT' }),
      'TOO_SHORT',
    ],
    ['the code of any other refusal', withDetails('LINK_INVALID', null), 'LINK_INVALID'],
    [
      'the code where the reason is no text',
      withDetails('PASSWORD_REFUSED', { reason: 3 }),
      'PASSWORD_REFUSED',
    ],
    ['no code for what is no answer', new TypeError('x'), 'OTHER'],
  ])('fails with %s', (_, error, failure) => {
    expect(linkFailureOf(error)).toBe(failure)
  })
})

describe('previews', () => {
  const gateway = new GatewayClient('token', new Freshness('s_1'), () => {})

  it('are chosen by their id, whatever is in it', async () => {
    const sent = gatewayAnswers(Response.json({ items: [] }), new Response(null, { status: 204 }))
    expect(await listPreviews(gateway)).toEqual([])
    await choosePreview(gateway, { releaseId: 'r/1', choice: 'left' })
    expect(sent).toEqual(['GET /api/release/previews', 'PUT /api/release/previews/r%2F1 {"choice":"left"}'])
  })

  it('that cannot be listed or chosen are an error with a code', async () => {
    gatewayAnswers(refusal(503, 'UPSTREAM_UNAVAILABLE'), refusal(403, 'FORBIDDEN'))
    await expect(listPreviews(gateway)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    const choice = choosePreview(gateway, { releaseId: 'r1', choice: null })
    await expect(choice).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

function withDetails(code: string, details: unknown): GraphError {
  return new GraphError(code, code, [{ code, message: code, details }])
}
