import { CheckOutlined, CloseOutlined } from '@ant-design/icons'
import type { Release, ReleaseState } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { releaseMessages } from './release.messages.ts'

interface StepsPictureProps {
  release: Pick<Release, 'state' | 'startedAt' | 'percentBp'>
  /** Of a row of a list: no words, which stand beside it. */
  isSmall?: boolean
}

/** draft, gray, full; or where it was revoked. */
export function StepsPicture({ release, isSmall = false }: StepsPictureProps): ReactNode {
  const t = useMessages(releaseMessages)
  const steps = statesOf(release)
  const reached = steps.indexOf(release.state)
  return (
    <ol className="con-steps" data-small={isSmall} aria-label={t.steps}>
      {steps.map((step, index) => (
        <li
          key={step}
          className="con-step"
          data-step={step}
          data-state={index < reached ? 'done' : index === reached ? 'now' : 'ahead'}
          aria-current={index === reached ? 'step' : undefined}
        >
          <span className="con-step-mark" aria-hidden>
            {markOf(step, index, index < reached || release.state === 'full')}
          </span>
          <span className={isSmall ? 'p-hidden' : 'con-step-name'}>{t[step]}</span>
        </li>
      ))}
    </ol>
  )
}

function statesOf({ state, startedAt }: StepsPictureProps['release']): ReleaseState[] {
  if (state !== 'aborted') return ['draft', 'gray', 'full']
  return startedAt === null ? ['draft', 'aborted'] : ['draft', 'gray', 'aborted']
}

function markOf(step: ReleaseState, index: number, isDone: boolean): ReactNode {
  if (step === 'aborted') return <CloseOutlined aria-hidden />
  return isDone ? <CheckOutlined aria-hidden /> : index + 1
}
