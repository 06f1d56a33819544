import { PlusOutlined } from '@ant-design/icons'
import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import { type Dispatch, type ReactNode, useEffect, useRef } from 'react'
import { LineFields } from './LineFields.tsx'
import type { LineProblems } from './order-checks.ts'
import type { DraftChange, OrderDraft } from './order-draft.ts'
import { orderFormMessages } from './order-form.messages.ts'

interface LineEditorProps {
  draft: OrderDraft
  problems: Record<string, LineProblems>
  onChange: Dispatch<DraftChange>
}

export function LineEditor({ draft, problems, onChange }: LineEditorProps): ReactNode {
  const t = useMessages(orderFormMessages)
  const list = useRef<HTMLUListElement>(null)
  useFocusOnNewLine(list, draft.lines.length)
  return (
    <section className="p-card sales-line-editor" aria-label={t.lines}>
      <div className="sales-line-head" aria-hidden>
        <span>{t.product}</span>
        <span>{t.quantity}</span>
        <span>{t.unitPrice}</span>
        <span>{t.discount}</span>
        <span className="sales-line-head-amount">{t.amount}</span>
      </div>
      <ul ref={list} className="sales-line-list">
        {draft.lines.map((line, index) => (
          <LineFields
            key={line.key}
            line={line}
            position={index + 1}
            problems={problems[line.key] ?? {}}
            onChange={onChange}
          />
        ))}
      </ul>
      <div className="sales-line-add">
        <Button type="dashed" icon={<PlusOutlined aria-hidden />} onClick={() => onChange({ type: 'add' })}>
          {t.addLine}
        </Button>
        <span className="sales-hint">{t.addHint}</span>
      </div>
    </section>
  )
}

/** A line that was just added is where typing goes on. */
function useFocusOnNewLine(list: React.RefObject<HTMLUListElement | null>, count: number): void {
  const before = useRef(count)
  useEffect(() => {
    if (count > before.current) list.current?.lastElementChild?.querySelector('input')?.focus()
    before.current = count
  }, [list, count])
}
