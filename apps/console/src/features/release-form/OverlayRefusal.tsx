import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { FieldProblem } from '../../ui/Field.tsx'
import { OtherRelease } from '../reason/ProblemNotice.tsx'
import { useProblemText } from '../reason/use-problem-text.ts'
import { releaseFormMessages } from './release-form.messages.ts'
import type { ServerProblems } from './server-problems.ts'

interface OverlayRefusalProps {
  problem: ServerProblems['overlay']
  error: unknown
}

/** Why the service would not have this overlay; another release in the way is named with a link to it. */
export function OverlayRefusal({ problem, error }: OverlayRefusalProps): ReactNode {
  const t = useMessages(releaseFormMessages)
  const textOf = useProblemText()
  if (!problem) return null
  const { name, version } = problem
  return (
    <div>
      <FieldProblem>
        {name !== undefined && version !== undefined ? t.unknownVersion(name, version) : textOf(error)}
      </FieldProblem>
      <OtherRelease error={error} />
    </div>
  )
}
