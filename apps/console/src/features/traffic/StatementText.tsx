import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useMayInspect } from '../../ui/use-may-write.ts'
import { trafficMessages } from './traffic.messages.ts'

interface StatementTextProps {
  statement: { service: string; fingerprint: string; text: string }
}

/** With the way to its plan, for those who may see it. */
export function StatementText({ statement: { service, fingerprint, text } }: StatementTextProps): ReactNode {
  const t = useMessages(trafficMessages)
  const mayInspect = useMayInspect()
  return (
    <>
      {text}{' '}
      {mayInspect && (
        <Link to={`/statements/${service}/${fingerprint}`} aria-label={t.planOf(text.slice(0, 60))}>
          {t.plan}
        </Link>
      )}
    </>
  )
}
