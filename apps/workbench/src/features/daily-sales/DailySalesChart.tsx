import { useTheme } from '@portico/micro-app/react'
import { DARK_PALETTE, LIGHT_PALETTE } from '@portico/shared-ui'
import { useFormats, useMessages, useReducedMotion } from '@portico/shared-ui/react'
import { useMemo } from 'react'
import { messages } from '../../common/messages.ts'
import { Loaded } from '../card/Loaded.tsx'
import { dailyChartOption } from './chart-option.ts'
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
    <figure className="wb-chart-figure">
      <Loaded query={useChart()} rows={8}>
        {Chart => <Chart option={option} description={description} />}
      </Loaded>
      <figcaption className="wb-legend">
        <span className="wb-legend-current">{series.current}</span>
        <span className="wb-legend-previous">{series.previous}</span>
      </figcaption>
    </figure>
  )
}

function useDescription({ pairs, currency, current, previous }: DailySeries): string {
  const t = useMessages(messages)
  const { day, money } = useFormats()
  const best = bestDay(pairs)
  const sentences = [t.chartSummary(current, previous)]
  if (best) sentences.push(t.chartBest(day(best.date), money(best.amount, currency)))
  return [...sentences, t.chartHint].join(' ')
}
