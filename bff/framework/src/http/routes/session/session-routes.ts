import { identityContract, type LoginClient } from '@portico/identity-contract'
import { Type } from 'typebox'
import type { Device } from '../../../access/access-source.ts'
import type { IdentityAccess } from '../../../access/session-access.ts'
import { AppError, asAppError } from '../../../errors/app-error.ts'
import { readJson } from '../../../exchange/body.ts'
import { addressOf, isSecure, originOf } from '../../../exchange/client.ts'
import { assertSameSite } from '../../../exchange/csrf.ts'
import type { HttpExchange } from '../../../exchange/http-exchange.ts'
import { sendJson, sendText } from '../../../exchange/respond.ts'
import { REQUEST_TIMEOUT_MS } from '../../../graphql/request-context.ts'
import { readKnownBrowser, writeKnownBrowser } from '../../../session/known-browser-cookie.ts'
import {
  Credentials,
  type LoggedIn,
  logIn,
  offerSecondFactor,
  Pending,
  parseLoginBody,
  SecondStep,
  takeSecondStep,
} from '../../../session/login.ts'
import { readSessionCookie, writeSessionCookie } from '../../../session/session-cookie.ts'
import type { Sessions } from '../../../session/sessions.ts'
import { finishSso, landingPage, SsoTenant, startSso } from '../../../session/sso.ts'
import { readSsoState, writeSsoState } from '../../../session/sso-cookie.ts'
import { callsOf } from '../../../upstream/contract-client.ts'
import { type IdentityClient, identityClient } from '../../../upstream/identity-client.ts'
import { systemContext } from '../../../upstream/system-context.ts'
import type { Admission } from '../../admission.ts'
import type { LinkParts } from './link-routes.ts'

const MAX_BODY_BYTES = 4 * 1024
export const SSO_CALLBACK_PATH = '/api/session/sso/callback'
const HTML_TYPE = 'text/html; charset=utf-8'
const NEVER_STORED = { 'cache-control': 'no-store' }
const LanguageChoice = Type.Object({ language: Type.Union([Type.Literal('en'), Type.Literal('zh-CN')]) })

export interface SessionParts extends LinkParts {
  admission: Admission
  access: Pick<IdentityAccess, 'open'>
  stores: { sessions: Sessions }
}

/** `/api/session`: log in, in one step or two, who am I, log out. */
export class SessionRoutes {
  readonly #parts: SessionParts

  constructor(parts: SessionParts) {
    this.#parts = parts
  }

  /** Answers SessionInfo and the cookies. Faults: those of `logIn`, INVALID_REQUEST. */
  async create(http: HttpExchange): Promise<void> {
    const body = parseLoginBody(Credentials, await this.#readBody(http))
    await this.#begin(http, await logIn(this.#identity(http), body, this.#client(http)))
  }

  /** `{pendingLogin, code}`: the second step of a login whose first one was answered SECOND_FACTOR_REQUIRED. */
  async createBySecondStep(http: HttpExchange): Promise<void> {
    const body = parseLoginBody(SecondStep, await this.#readBody(http))
    await this.#begin(http, await takeSecondStep(this.#identity(http), body, this.#client(http)))
  }

  /** `{pendingLogin}`: for a user who must have a second factor and has none. Answers secret, URI and QR code. */
  async offerSecondFactor(http: HttpExchange): Promise<void> {
    const body = parseLoginBody(Pending, await this.#readBody(http))
    sendJson(http.response, 200, await offerSecondFactor(this.#identity(http), body))
  }

  /** `{tenant}`: answers `{url}`, where the browser goes to log in at the tenant's provider. Faults: those of `startSso`. */
  async startSso(http: HttpExchange): Promise<void> {
    const { tenant } = parseLoginBody(SsoTenant, await this.#readBody(http))
    const { url, state } = await startSso(this.#identity(http), {
      tenant,
      redirectUri: this.#ssoRedirect(http),
      address: this.#client(http).address,
    })
    const cookie = writeSsoState(state, this.#isHttps(http))
    sendJson(http.response, 200, { url }, { 'set-cookie': cookie })
  }

  /** Where the provider leads the browser back to. Always answers a page that leads on: inside, or to the log-in page. */
  async finishSso(http: HttpExchange): Promise<void> {
    const { request, response, url } = http
    const clearedState = writeSsoState(null, this.#isHttps(http))
    try {
      const state = readSsoState(request, this.#isHttps(http))
      if (state === null || state !== url.searchParams.get('state')) throw new AppError('SSO_STATE_LOST')
      const back = { state, redirectUri: this.#ssoRedirect(http), query: url.search }
      const loggedIn = await finishSso(this.#identity(http), back, this.#client(http))
      const { cookies } = await this.#open(http, loggedIn)
      sendText(response, { status: 200, contentType: HTML_TYPE }, landingPage(null), {
        ...NEVER_STORED,
        'set-cookie': [...cookies, clearedState],
      })
    } catch (error) {
      const { fault, isExpected } = asAppError(error)
      if (!isExpected) this.#parts.log.error('sso.failed', error)
      sendText(response, { status: 200, contentType: HTML_TYPE }, landingPage(fault.code), {
        ...NEVER_STORED,
        'set-cookie': clearedState,
      })
    }
  }

  /** Answers SessionInfo. Faults: UNAUTHENTICATED, SESSION_ENDED. */
  async show(http: HttpExchange): Promise<void> {
    const info = await this.#parts.admission.findSession(http)
    if (!info) throw new AppError('UNAUTHENTICATED')
    sendJson(http.response, 200, info)
  }

  /** `{language}`: kept with the user, and in force in each of the user's browsers. Answers 204. */
  async chooseLanguage(http: HttpExchange): Promise<void> {
    const { context } = await this.#parts.admission.admit(http)
    const body = parseLoginBody(LanguageChoice, await readJson(http.request, MAX_BODY_BYTES))
    const identity = callsOf(identityContract, context.upstream(identityContract.service))
    await identity.call('chooseLanguage', { body })
    http.response.writeHead(204, { 'cache-control': 'no-store' }).end()
  }

  /** Answers 204, whether there was a session or not. The browser stays a known one. */
  async end({ request, response }: HttpExchange): Promise<void> {
    const { isBehindProxy } = this.#parts.settings
    assertSameSite(request, isBehindProxy)
    const isHttps = isSecure(request, isBehindProxy)
    const id = readSessionCookie(request, isHttps)
    if (id !== null) await this.#parts.stores.sessions.end(id)
    response
      .writeHead(204, { 'set-cookie': writeSessionCookie(null, isHttps), 'cache-control': 'no-store' })
      .end()
  }

  async #begin(http: HttpExchange, loggedIn: LoggedIn): Promise<void> {
    const { recoveryCodes } = loggedIn
    const { info, cookies } = await this.#open(http, loggedIn)
    const answer = recoveryCodes ? { ...info, recoveryCodes } : info
    sendJson(http.response, 200, answer, { 'set-cookie': cookies })
  }

  /** The new session as identity knows it, and its cookies. */
  async #open(http: HttpExchange, { info: loggedIn, browser }: LoggedIn) {
    const { request } = http
    const { access, stores } = this.#parts
    const isHttps = this.#isHttps(http)
    const opened = await access.open(loggedIn, this.#device(http))
    const id = await stores.sessions.create(opened, readSessionCookie(request, isHttps))
    const known = writeKnownBrowser(browser, readKnownBrowser(request, isHttps), isHttps)
    const cookies = [writeSessionCookie(id, isHttps), known]
    return { info: opened.info, cookies }
  }

  #isHttps({ request }: HttpExchange): boolean {
    return isSecure(request, this.#parts.settings.isBehindProxy)
  }

  #ssoRedirect({ request }: HttpExchange): string {
    return `${originOf(request, this.#parts.settings.isBehindProxy)}${SSO_CALLBACK_PATH}`
  }

  #readBody({ request }: HttpExchange): Promise<unknown> {
    assertSameSite(request, this.#parts.settings.isBehindProxy)
    return readJson(request, MAX_BODY_BYTES)
  }

  #client({ request }: HttpExchange): LoginClient {
    const { isBehindProxy } = this.#parts.settings
    return {
      address: addressOf(request, isBehindProxy).slice(0, 100),
      browsers: readKnownBrowser(request, isSecure(request, isBehindProxy)),
    }
  }

  #device({ request }: HttpExchange): Device {
    const address = addressOf(request, this.#parts.settings.isBehindProxy)
    return { address, userAgent: request.headers['user-agent'] ?? '' }
  }

  #identity({ trace }: HttpExchange): IdentityClient {
    const context = systemContext(REQUEST_TIMEOUT_MS, { trace })
    return identityClient(this.#parts.upstream, context, this.#parts.log)
  }
}
