import { WorkbenchFigures, type WorkbenchFiguresQuery } from '../../graph/graph.generated.ts'
import { present, useGraphQuery } from '../../live/use-graph-query.ts'
import type { Month } from '../month/month.ts'

export type MonthFigures = ReturnType<typeof figuresOf>

/** Asked by the figure cards and by the chart; one call serves both. */
export function useFigures(month: Month) {
  return useGraphQuery(WorkbenchFigures, { month }, { select: figuresOf })
}

function figuresOf({ workbench }: WorkbenchFiguresQuery) {
  return {
    month: workbench.month,
    today: present(workbench.today),
    thisMonth: present(workbench.thisMonth),
    lastMonth: present(workbench.lastMonth),
    days: present(workbench.days),
    lastMonthDays: present(workbench.lastMonthDays),
  }
}
