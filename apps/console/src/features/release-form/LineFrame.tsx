import { DeleteOutlined } from '@ant-design/icons'
import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { FieldProblem } from '../../ui/Field.tsx'
import type { LineProblem } from './overlay-draft.ts'
import { releaseFormMessages } from './release-form.messages.ts'

interface LineFrameProps {
  problem: LineProblem | undefined
  removeLabel: string
  onRemove: () => void
  children: ReactNode
}

/** A line of the overlay: its controls, the way to remove it, and what is wrong with it. */
export function LineFrame({ problem, removeLabel, onRemove, children }: LineFrameProps): ReactNode {
  const t = useMessages(releaseFormMessages)
  return (
    <li className="con-line">
      <div className="con-line-controls">
        {children}
        <Button
          type="text"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={removeLabel}
          onClick={onRemove}
        />
      </div>
      {problem && <FieldProblem>{t[problem]}</FieldProblem>}
    </li>
  )
}
