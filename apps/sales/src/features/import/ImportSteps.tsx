import { CheckOutlined } from '@ant-design/icons'
import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { importMessages } from './import.messages.ts'

export type ImportStepName = 'UPLOAD' | 'COLUMNS' | 'CHECK' | 'IMPORT'

const STEPS = [
  { name: 'UPLOAD', label: 'stepUpload' },
  { name: 'COLUMNS', label: 'stepColumns' },
  { name: 'CHECK', label: 'stepCheck' },
  { name: 'IMPORT', label: 'stepImport' },
] as const

export function ImportSteps({ step, isOver }: { step: ImportStepName; isOver: boolean }): ReactNode {
  const t = useMessages(importMessages)
  const reached = STEPS.findIndex(({ name }) => name === step)
  return (
    <ol className="sales-progress" aria-label={t.steps}>
      {STEPS.map(({ name, label }, index) => {
        const isDone = index < reached || isOver
        return (
          <li
            key={name}
            className="sales-progress-step"
            data-state={isDone ? 'done' : index === reached ? 'now' : 'ahead'}
            aria-current={index === reached ? 'step' : undefined}
          >
            <span className="sales-progress-mark" aria-hidden>
              {isDone ? <CheckOutlined aria-hidden /> : index + 1}
            </span>
            {t[label]}
          </li>
        )
      })}
    </ol>
  )
}
