import { Type } from 'typebox'
import type { Device } from '../access/access-source.ts'
import type { Gateway } from '../gateway.ts'
import { GraphFault } from '../graphql/fault.ts'
import { requestTimeoutMs } from '../graphql/request-context.ts'
import { readJson } from '../http/body.ts'
import { addressOf, isSecure, originOf } from '../http/client.ts'
import { assertSameSite } from '../http/csrf.ts'
import { asFault } from '../http/http-fault.ts'
import { sendJson, sendText } from '../http/respond.ts'
import type { Visit } from '../http/visit.ts'
import { systemContext } from '../release/system-context.ts'
import { ServiceClient } from '../upstream/service-client.ts'
import { readKnownBrowser, writeKnownBrowser } from './known-browser-cookie.ts'
import {
  Credentials,
  type LoggedIn,
  type LoginClient,
  logIn,
  offerSecondFactor,
  Pending,
  parseLoginBody,
  SecondStep,
} from './login.ts'
import { readSessionCookie, writeSessionCookie } from './session-cookie.ts'
import { finishSso, landingPage, SsoTenant, startSso } from './sso.ts'
import { readSsoState, writeSsoState } from './sso-cookie.ts'

const maxBodyBytes = 4 * 1024
export const ssoCallbackPath = '/api/session/sso/callback'
const htmlType = 'text/html; charset=utf-8'
const neverStored = { 'cache-control': 'no-store' }
const LanguageChoice = Type.Object({ language: Type.Union([Type.Literal('en'), Type.Literal('zh-CN')]) })

/** `/api/session`: log in, in one step or two, who am I, log out. */
export class SessionRoutes {
  readonly #gateway: Gateway

  constructor(gateway: Gateway) {
    this.#gateway = gateway
  }

  /** Answers SessionInfo and the cookies. Faults: those of `logIn`, INVALID_REQUEST. */
  async create(visit: Visit): Promise<void> {
    const body = parseLoginBody(Credentials, await this.#readBody(visit))
    const call = { path: '/login', body } as const
    await this.#begin(visit, await logIn(this.#identity(visit), call, this.#client(visit)))
  }

  /** `{pendingLogin, code}`: the second step of a login whose first one was answered SECOND_FACTOR_REQUIRED. */
  async createBySecondStep(visit: Visit): Promise<void> {
    const body = parseLoginBody(SecondStep, await this.#readBody(visit))
    const call = { path: '/login/second-step', body } as const
    await this.#begin(visit, await logIn(this.#identity(visit), call, this.#client(visit)))
  }

  /** `{pendingLogin}`: for a user who must have a second factor and has none. Answers secret, URI and QR code. */
  async offerSecondFactor(visit: Visit): Promise<void> {
    const body = parseLoginBody(Pending, await this.#readBody(visit))
    sendJson(visit.response, 200, await offerSecondFactor(this.#identity(visit), body))
  }

  /** `{tenant}`: answers `{url}`, where the browser goes to log in at the tenant's provider. Faults: those of `startSso`. */
  async startSso(visit: Visit): Promise<void> {
    const { tenant } = parseLoginBody(SsoTenant, await this.#readBody(visit))
    const { url, state } = await startSso(this.#identity(visit), {
      tenant,
      redirectUri: this.#ssoRedirect(visit),
      address: this.#client(visit).address,
    })
    const cookie = writeSsoState(state, this.#isHttps(visit))
    sendJson(visit.response, 200, { url }, { 'set-cookie': cookie })
  }

  /** Where the provider leads the browser back to. Always answers a page that leads on: inside, or to the log-in page. */
  async finishSso(visit: Visit): Promise<void> {
    const { request, response, url } = visit
    const gone = writeSsoState(null, this.#isHttps(visit))
    try {
      const state = readSsoState(request, this.#isHttps(visit))
      if (state === null || state !== url.searchParams.get('state'))
        throw new GraphFault('SSO_STATE_LOST', 'The log-in was begun elsewhere.')
      const back = { state, redirectUri: this.#ssoRedirect(visit), query: url.search }
      const loggedIn = await finishSso(this.#identity(visit), back, this.#client(visit))
      const { cookies } = await this.#open(visit, loggedIn)
      sendText(response, 200, htmlType, landingPage(null), {
        ...neverStored,
        'set-cookie': [...cookies, gone],
      })
    } catch (error) {
      const { fault, isExpected } = asFault(error)
      if (!isExpected) this.#gateway.log.error('sso.failed', error, { request: visit.trace.id })
      sendText(response, 200, htmlType, landingPage(fault.code), { ...neverStored, 'set-cookie': gone })
    }
  }

  /** Answers SessionInfo. Faults: UNAUTHENTICATED, SESSION_ENDED. */
  async show(visit: Visit): Promise<void> {
    const info = await this.#gateway.admission.findSession(visit)
    if (!info) throw new GraphFault('UNAUTHENTICATED', 'Log in first.')
    sendJson(visit.response, 200, info)
  }

  /** `{language}`: kept with the user, and in force in each of the user's browsers. Answers 204. */
  async chooseLanguage(visit: Visit): Promise<void> {
    const { context } = await this.#gateway.admission.admit(visit)
    const body = parseLoginBody(LanguageChoice, await readJson(visit.request, maxBodyBytes))
    await context.upstream('identity').put('/me/language', body)
    visit.response.writeHead(204, { 'cache-control': 'no-store' }).end()
  }

  /** Answers 204, whether there was a session or not. The browser stays a known one. */
  async end({ request, response }: Visit): Promise<void> {
    const { isBehindProxy } = this.#gateway.settings
    assertSameSite(request, isBehindProxy)
    const isHttps = isSecure(request, isBehindProxy)
    const id = readSessionCookie(request, isHttps)
    if (id !== null) await this.#gateway.stores.sessions.end(id)
    response
      .writeHead(204, { 'set-cookie': writeSessionCookie(null, isHttps), 'cache-control': 'no-store' })
      .end()
  }

  async #begin(visit: Visit, loggedIn: LoggedIn): Promise<void> {
    const { recoveryCodes } = loggedIn
    const { info, cookies } = await this.#open(visit, loggedIn)
    const answer = recoveryCodes ? { ...info, recoveryCodes } : info
    sendJson(visit.response, 200, answer, { 'set-cookie': cookies })
  }

  /** The new session as identity knows it, and its cookies. */
  async #open(visit: Visit, { info: loggedIn, browser }: LoggedIn) {
    const { request } = visit
    const { access, stores } = this.#gateway
    const isHttps = this.#isHttps(visit)
    const opened = await access.open(loggedIn, this.#device(visit))
    const id = await stores.sessions.create(opened, readSessionCookie(request, isHttps))
    const cookies = [writeSessionCookie(id, isHttps)]
    if (browser !== null)
      cookies.push(writeKnownBrowser(browser, readKnownBrowser(request, isHttps), isHttps))
    return { info: opened.info, cookies }
  }

  #isHttps({ request }: Visit): boolean {
    return isSecure(request, this.#gateway.settings.isBehindProxy)
  }

  #ssoRedirect({ request }: Visit): string {
    return `${originOf(request, this.#gateway.settings.isBehindProxy)}${ssoCallbackPath}`
  }

  #readBody({ request }: Visit): Promise<unknown> {
    assertSameSite(request, this.#gateway.settings.isBehindProxy)
    return readJson(request, maxBodyBytes)
  }

  #client({ request }: Visit): LoginClient {
    const { isBehindProxy } = this.#gateway.settings
    return {
      address: addressOf(request, isBehindProxy).slice(0, 100),
      browsers: readKnownBrowser(request, isSecure(request, isBehindProxy)),
    }
  }

  #device({ request }: Visit): Device {
    const address = addressOf(request, this.#gateway.settings.isBehindProxy)
    return { address, userAgent: request.headers['user-agent'] ?? '' }
  }

  #identity({ trace }: Visit): ServiceClient {
    const context = systemContext(requestTimeoutMs, { trace })
    return new ServiceClient('identity', this.#gateway.upstream, context, this.#gateway.log)
  }
}
