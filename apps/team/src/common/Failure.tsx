import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { useFailureText } from './use-failure-text.ts'

/** Nothing while there is no error. */
export function FailureAlert({ error }: { error: unknown }): ReactNode {
  const textOf = useFailureText()
  if (error === null || error === undefined) return null
  return <Alert className="team-failure" type="error" showIcon role="alert" title={textOf(error)} />
}
