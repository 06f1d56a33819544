import { GraphError } from '@portico/micro-app'
import { useCallback } from 'react'
import { errorMessages } from './error-messages.ts'
import { useMessages } from './language.ts'

const COMMON = [
  'NETWORK',
  'TIMEOUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'UPSTREAM_UNAVAILABLE',
  'VERSION_CONFLICT',
  'INVALID_REQUEST',
] as const

/** The code of a failed call; `UNEXPECTED` for anything that is no GraphError. */
export function errorCodeOf(error: unknown): string {
  return error instanceof GraphError ? error.code : 'UNEXPECTED'
}

/** Words an error by its code, never by its message. */
export function useErrorText(): (error: unknown) => string {
  const t = useMessages(errorMessages)
  return useCallback(
    error => {
      const code = errorCodeOf(error)
      const known = COMMON.find(common => common === code)
      return t[known ?? 'other']
    },
    [t],
  )
}
