import { useMessages } from '@portico/shared-ui/react'
import { type ReactNode, useId } from 'react'
import { dailySalesMessages } from './daily-sales.messages.ts'

export type View = 'chart' | 'table'

const VIEWS: readonly View[] = ['chart', 'table']

interface ViewChoiceProps {
  view: View
  onChange(view: View): void
}

export function ViewChoice({ view, onChange }: ViewChoiceProps): ReactNode {
  const t = useMessages(dailySalesMessages)
  const name = useId()
  return (
    <fieldset className="sales-card-views" aria-label={t.show}>
      {VIEWS.map(each => (
        <label key={each}>
          <input type="radio" name={name} checked={each === view} onChange={() => onChange(each)} />
          <span>{t[each]}</span>
        </label>
      ))}
    </fieldset>
  )
}
