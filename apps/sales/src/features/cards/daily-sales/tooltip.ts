import { useFormats, useMessages } from '@portico/shared-ui/react'
import { useCallback } from 'react'
import { dailySalesMessages } from './daily-sales.messages.ts'
import type { DailySeries } from './daily-series.ts'
import type { DayFigure, DayPair } from './day-series.ts'

/** Both days of a pair in words, as elements: text from the data is never read as HTML. */
export function useTooltip({ currency }: Pick<DailySeries, 'currency'>): (pair: DayPair) => HTMLElement {
  const t = useMessages(dailySalesMessages)
  const { day, money, integer } = useFormats()
  return useCallback(
    pair => {
      const line = ({ date, amount, orderCount }: DayFigure) => [
        element('dt', day(date)),
        element('dd', `${money(amount, currency)} · ${t.orderCount(integer(orderCount), orderCount === 1)}`),
      ]
      const list = element('dl', '')
      list.className = 'sales-card-tooltip'
      list.append(...[pair.current, pair.previous].flatMap(figure => (figure ? line(figure) : [])))
      return list
    },
    [t, day, money, integer, currency],
  )
}

function element(tag: string, text: string): HTMLElement {
  const created = document.createElement(tag)
  created.textContent = text
  return created
}
