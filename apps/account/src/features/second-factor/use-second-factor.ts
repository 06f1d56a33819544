import { useShell } from '@portico/micro-app/react'
import { errorCodeOf } from '@portico/shared-ui'
import { useMessages } from '@portico/shared-ui/react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { AccountSecondFactor } from '../../graph/graph.generated.ts'
import { usePasswordFailure } from '../password/use-password-failure.ts'
import { secondFactorMessages } from './second-factor.messages.ts'

const KEY = ['second-factor']

export function useSecondFactor() {
  const { graph } = useShell()
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await graph.execute(AccountSecondFactor, {}, { signal })).secondFactor,
  })
}

/** After a change: what the card shows is asked for again. */
export function useRefreshSecondFactor(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: KEY })
}

const OWN_WORDS = ['SECOND_FACTOR_FAILED', 'LOGIN_THROTTLED', 'SECOND_FACTOR_ON'] as const

export function useFailureText(): (error: unknown) => string {
  const t = useMessages(secondFactorMessages)
  const passwordText = usePasswordFailure()
  return error => {
    const own = OWN_WORDS.find(code => code === errorCodeOf(error))
    return own ? t[own] : passwordText(error)
  }
}
