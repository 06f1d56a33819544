import { errorCodeOf, useErrorText, useMessages } from '@portico/shared-ui/react'
import { failureMessages } from './team.messages.ts'

/** Why a change of people was refused, in words. */
export function useFailureText(): (error: unknown) => string {
  const failures: Record<string, string> = useMessages(failureMessages)
  const textOf = useErrorText()
  return error => failures[errorCodeOf(error)] ?? textOf(error)
}
