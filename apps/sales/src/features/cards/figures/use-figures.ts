import type { Month } from '@portico/shared-ui'
import { present, useGraphQuery } from '@portico/shared-ui/react'
import { SalesFigures, type SalesFiguresQuery } from '../../../graph/graph.generated.ts'

export type MonthFigures = ReturnType<typeof figuresOf>

export function useFigures(month: Month) {
  return useGraphQuery(SalesFigures, { month }, { select: figuresOf })
}

function figuresOf({ workbench }: SalesFiguresQuery) {
  return {
    month: workbench.month,
    today: present(workbench.today),
    thisMonth: present(workbench.thisMonth),
    lastMonth: present(workbench.lastMonth),
    lastMonthDays: present(workbench.lastMonthDays),
  }
}
