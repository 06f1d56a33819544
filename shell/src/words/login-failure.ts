import { GraphError } from '@portico/micro-app'
import { defineMessages } from '@portico/shared-ui'
import { loginErrorText } from './error-words.ts'

/** Why a user did not get in. */
export interface LoginFailure {
  code: string
  /** Null: there is nothing to wait for. */
  retryAfterSeconds: number | null
}

const MINUTE = 60
/** From here on seconds are more exact than any user waits. */
const IN_MINUTES_FROM = 2 * MINUTE

const waits = defineMessages({
  en: {
    seconds: (count: number) =>
      `Too many attempts. Try again in ${count} ${count === 1 ? 'second' : 'seconds'}.`,
    minutes: (count: number) => `Too many attempts. Try again in ${count} minutes.`,
  },
  'zh-CN': {
    seconds: count => `尝试次数过多，请在 ${count} 秒后重试。`,
    minutes: count => `尝试次数过多，请在 ${count} 分钟后重试。`,
  },
})

export function loginFailureOf(error: unknown): LoginFailure {
  if (!(error instanceof GraphError)) return { code: 'OTHER', retryAfterSeconds: null }
  const { retryAfterSeconds } = (error.errors[0]?.details ?? {}) as Record<string, unknown>
  return {
    code: error.code,
    retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : null,
  }
}

export function loginFailureText(locale: keyof typeof waits, failure: LoginFailure): string {
  const { code, retryAfterSeconds: seconds } = failure
  if (code !== 'LOGIN_THROTTLED' || seconds === null) return loginErrorText(locale, code)
  return seconds < IN_MINUTES_FROM
    ? waits[locale].seconds(seconds)
    : waits[locale].minutes(Math.ceil(seconds / MINUTE))
}
