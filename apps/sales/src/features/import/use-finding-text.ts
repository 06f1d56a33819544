import { useMessages } from '@portico/shared-ui/react'
import { useCallback } from 'react'
import { choiceMessages, doubtMessages } from './doubt.messages.ts'
import { assumptionMessages, normalisationMessages } from './finding.messages.ts'
import { importMessages } from './import.messages.ts'
import type { ImportDetail } from './use-import.ts'
import type { Doubt } from './use-wizard.ts'

type Facts = { facts: { name: string; value: string }[] }

const factsOf =
  ({ facts }: Facts) =>
  (name: string): string =>
    facts.find(fact => fact.name === name)?.value ?? '?'

// The service's English stands in for a code this page does not know.

export function useDoubtText(): (doubt: Doubt) => string {
  const t = useMessages(doubtMessages)
  const words = useMessages(importMessages)
  return useCallback(
    doubt => t[doubt.code]?.(factsOf(doubt), doubt.field ? words[doubt.field] : '') ?? doubt.message,
    [t, words],
  )
}

export function useChoiceText(): (doubt: Doubt, choice: Doubt['choices'][number]) => string {
  const t = useMessages(choiceMessages)
  return useCallback(({ code }, { id, message }) => t[`${code}.${id}`] ?? message, [t])
}

export function useAssumptionText(): (assumption: ImportDetail['assumptions'][number]) => string {
  const t = useMessages(assumptionMessages)
  return useCallback(assumption => t[assumption.code]?.(factsOf(assumption)) ?? assumption.message, [t])
}

export function useNormalisationText(): (code: string) => string {
  const t = useMessages(normalisationMessages)
  return useCallback(code => t[code] ?? code, [t])
}
