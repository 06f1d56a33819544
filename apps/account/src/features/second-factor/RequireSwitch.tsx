import { useShell } from '@portico/micro-app/react'
import { useErrorText, useMessages } from '@portico/shared-ui/react'
import { useMutation } from '@tanstack/react-query'
import { Alert, Switch } from 'antd'
import { type ReactNode, useId } from 'react'
import { AccountRequireSecondFactor } from '../../graph/graph.generated.ts'
import { secondFactorMessages } from './second-factor.messages.ts'
import { useRefreshSecondFactor } from './use-second-factor.ts'

/** For who administers people: whether each user of the company is asked for a second factor. */
export function RequireSwitch({ isRequired }: { isRequired: boolean }): ReactNode {
  const t = useMessages(secondFactorMessages)
  const { graph, session } = useShell()
  const textOf = useErrorText()
  const refresh = useRefreshSecondFactor()
  const id = useId()
  const require = useMutation({
    mutationFn: (wanted: boolean) => graph.execute(AccountRequireSecondFactor, { isRequired: wanted }),
    onSuccess: refresh,
  })
  if (!session.can('people.user.write')) return null
  return (
    <div className="account-rule">
      <p>
        <Switch
          id={id}
          checked={isRequired}
          loading={require.isPending}
          onChange={wanted => require.mutate(wanted)}
        />{' '}
        <label htmlFor={id}>{t.everybody}</label>
      </p>
      <p className="account-hint">{t.everybodyHint}</p>
      {require.isError && <Alert type="error" showIcon role="alert" title={textOf(require.error)} />}
    </div>
  )
}
