import { Input } from 'antd'
import { type KeyboardEvent, type ReactNode, useId } from 'react'

interface DecimalInputProps {
  field: string
  label: string
  /** Shown beside the field where the column's head is not. */
  shortLabel: string
  /** As typed. */
  value: string
  problem?: string
  onChange: (typed: string) => void
  onKeyDown?: (event: KeyboardEvent) => void
}

/** A number as text: what is typed stays as typed, so no digit is lost to a float. */
export function DecimalInput(props: DecimalInputProps): ReactNode {
  const { field, label, shortLabel, value, problem, onChange, onKeyDown } = props
  const problemId = useId()
  return (
    <div className="sales-decimal">
      <span className="sales-decimal-label" aria-hidden>
        {shortLabel}
      </span>
      <Input
        inputMode="decimal"
        autoComplete="off"
        data-field={field}
        aria-label={label}
        aria-invalid={problem !== undefined}
        aria-describedby={problem && problemId}
        status={problem && 'error'}
        value={value}
        onFocus={event => event.target.select()}
        onChange={event => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {problem && (
        <span id={problemId} className="sales-problem">
          {problem}
        </span>
      )}
    </div>
  )
}
