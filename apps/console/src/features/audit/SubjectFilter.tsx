import { ClearableInput, useMessages, useSettledText } from '@portico/shared-ui/react'
import { Button } from 'antd'
import { type ReactNode, useId } from 'react'
import { auditMessages } from './audit.messages.ts'

const SETTLE_MS = 400

interface SubjectFilterProps {
  value: string
  onSettled: (value: string) => void
}

/** Keeps what is being typed; the URL follows when it has settled, and leads when a row's subject was chosen. */
export function SubjectFilter({ value, onSettled }: SubjectFilterProps): ReactNode {
  const t = useMessages(auditMessages)
  const id = useId()
  const [typed, setTyped] = useSettledText(value, SETTLE_MS, onSettled)
  return (
    <search className="con-filters">
      <label htmlFor={id}>{t.subject}</label>
      <ClearableInput
        id={id}
        className="con-filter-subject"
        title={t.subjectHint}
        placeholder={t.subjectPlaceholder}
        value={typed}
        onChange={event => setTyped(event.target.value)}
      />
      {value !== '' && (
        <Button type="link" onClick={() => onSettled('')}>
          {t.clear}
        </Button>
      )}
    </search>
  )
}
