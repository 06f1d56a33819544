import type { Month } from '@portico/shared-ui'
import { present, useGraphQuery } from '@portico/shared-ui/react'
import { SalesDays, type SalesDaysQuery } from '../../../graph/graph.generated.ts'

export type MonthDays = ReturnType<typeof daysOf>

export function useDays(month: Month) {
  return useGraphQuery(SalesDays, { month }, { select: daysOf })
}

function daysOf({ workbench }: SalesDaysQuery) {
  return {
    month: workbench.month,
    days: present(workbench.days),
    lastMonthDays: present(workbench.lastMonthDays),
  }
}
