import { errorCodeOf, useErrorText, useMessages } from '@portico/shared-ui/react'
import { useCallback } from 'react'
import { problemMessages } from './problem.messages.ts'

type Worded = Exclude<keyof (typeof problemMessages)['en'], 'nearest' | 'conflictWith' | 'reload' | 'code'>

const CODES = Object.keys(problemMessages.en).filter(isWorded)

/** Words a refusal of the release service by its code. */
export function useProblemText(): (error: unknown) => string {
  const t = useMessages(problemMessages)
  const textOf = useErrorText()
  return useCallback(
    error => {
      const known = CODES.find(code => code === errorCodeOf(error))
      return known ? t[known] : textOf(error)
    },
    [t, textOf],
  )
}

function isWorded(key: string): key is Worded {
  return key === key.toUpperCase()
}
