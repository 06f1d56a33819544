import { useTheme } from '@portico/micro-app/react'
import { DARK_PALETTE, LIGHT_PALETTE } from '@portico/shared-ui'
import { Loaded, useFormats, useMessages, useReducedMotion } from '@portico/shared-ui/react'
import { useMemo } from 'react'
import { dailyChartOption } from './chart-option.ts'
import { dailySalesMessages } from './daily-sales.messages.ts'
import type { DailySeries } from './daily-series.ts'
import { bestDay } from './day-series.ts'
import { useTooltip } from './tooltip.ts'
import { useChart } from './use-chart.ts'

export function DailySalesChart(series: DailySeries) {
  const { locale } = useFormats()
  const theme = useTheme()
  const description = useDescription(series)
  const tooltip = useTooltip(series)
  const hasMotion = !useReducedMotion()
  const option = useMemo(() => {
    const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
    const words = { ...series, tooltip, hasMotion, axisLabel: (value: number) => compact.format(value) }
    return dailyChartOption(series.pairs, theme === 'dark' ? DARK_PALETTE : LIGHT_PALETTE, words)
  }, [series, tooltip, hasMotion, theme, locale])
  return (
    <figure className="sales-card-chart-figure">
      <Loaded query={useChart()} rows={8}>
        {Chart => <Chart option={option} description={description} />}
      </Loaded>
      <figcaption className="sales-card-legend">
        <span className="sales-card-legend-current">{series.current}</span>
        <span className="sales-card-legend-previous">{series.previous}</span>
      </figcaption>
    </figure>
  )
}

function useDescription({ pairs, currency, current, previous }: DailySeries): string {
  const t = useMessages(dailySalesMessages)
  const { day, money } = useFormats()
  const best = bestDay(pairs)
  const sentences = [t.chartSummary(current, previous)]
  if (best) sentences.push(t.chartBest(day(best.date), money(best.amount, currency)))
  return [...sentences, t.chartHint].join(' ')
}
