import { GraphError } from '@portico/micro-app'
import { useErrorText, useMessages } from '@portico/shared-ui/react'
import { accountMessages, refusalMessages } from '../../common/account.messages.ts'

/** Why the password was not changed, by code and facts. */
export function usePasswordFailure(): (error: unknown) => string {
  const t = useMessages(accountMessages)
  const refusals: Record<string, string> = useMessages(refusalMessages)
  const textOf = useErrorText()
  return error => {
    const facts = factsOf(error)
    if (facts.code === 'CURRENT_PASSWORD_WRONG') return t.wrong(Number(facts.triesLeft ?? 0))
    return (facts.code === 'PASSWORD_REFUSED' && refusals[String(facts.reason)]) || textOf(error)
  }
}

function factsOf(error: unknown): { code?: string; triesLeft?: unknown; reason?: unknown } {
  if (!(error instanceof GraphError)) return {}
  const details = error.errors[0]?.details
  return { ...(typeof details === 'object' ? details : {}), code: error.code }
}
