import { useMessages } from '@portico/shared-ui/react'
import { useCallback } from 'react'
import { auditMessages } from './audit.messages.ts'

type Known = Extract<keyof (typeof auditMessages)['en'], `${string}.${string}`>

const KNOWN = Object.keys(auditMessages.en).filter((key): key is Known => key.includes('.'))

/** An action in words; one that this page does not know is shown as it is called. */
export function useActionText(): (action: string) => string {
  const t = useMessages(auditMessages)
  return useCallback(
    action => {
      const known = KNOWN.find(each => each === action)
      return known ? t[known] : action
    },
    [t],
  )
}
