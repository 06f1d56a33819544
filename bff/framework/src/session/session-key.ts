import { hash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { readSessionCookie } from './session-cookie.ts'

declare const kept: unique symbol

/** What a session is kept under: the hash of its id, which no store ever has. Made by `sessionKeyOf` alone. */
export type SessionKey = string & { readonly [kept]: true }

const LAST = Symbol('the cookies that came last on this connection')

/** A browser sends the same cookies with each call: for as long as they are, and the connection lasts, their key is known. */
interface KnownSocket extends Socket {
  [LAST]?: { cookies: string; isHttps: boolean; key: SessionKey | null }
}

export function sessionKeyOf(id: string): SessionKey {
  return hash('sha256', id, 'base64url') as SessionKey
}

/** As `readSessionCookie`, hashed. */
export function readSessionKey(request: IncomingMessage, isHttps: boolean): SessionKey | null {
  const { cookie: cookies = '' } = request.headers
  const socket: KnownSocket = request.socket
  const last = socket[LAST]
  if (last?.cookies === cookies && last.isHttps === isHttps) return last.key
  const id = readSessionCookie(request, isHttps)
  const key = id === null ? null : sessionKeyOf(id)
  socket[LAST] = { cookies, isHttps, key }
  return key
}
