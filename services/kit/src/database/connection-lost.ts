import { errorCode } from './connect.ts'

/** Network errors of the driver, and what a server says that goes, comes, or has no place for a connection. */
const LOST = /^(ECONN|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EPIPE|EAI_|08|57P|53300)/
/** It is the primary no more: nothing was changed, and another connection finds the new one. */
const READ_ONLY = '25006'
/** The driver gives no code when the server goes, or hangs, in the middle of a statement. */
const LOST_MESSAGE =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** The way to the server broke, or the server does not answer. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = errorCode(error)
  return LOST.test(code) || code === READ_ONLY || LOST_MESSAGE.test(error.message)
}
