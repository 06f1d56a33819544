import { useLocale } from '@portico/micro-app/react'
import { useCallback } from 'react'
import { errorText } from '../messages/error-text.ts'

/** Words an error by its code, never by its message. */
export function useErrorText(): (error: unknown) => string {
  const locale = useLocale()
  return useCallback(error => errorText(locale, error), [locale])
}
