import type { Palette } from '@portico/shared-ui'
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import type { DayPair } from './day-series.ts'

export type DailyChartOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | GridComponentOption | TooltipComponentOption
>

export interface DailyChartWords {
  current: string
  previous: string
  /** Short money for the axis, such as "12K". */
  axisLabel(value: number): string
  tooltip(pair: DayPair): HTMLElement
  /** Do the bars grow? */
  hasMotion: boolean
}

/** This month as bars, the month before as a dashed line: distinguished by form, not by colour alone. */
export function dailyChartOption(
  pairs: readonly DayPair[],
  palette: Palette,
  words: DailyChartWords,
): DailyChartOption {
  return {
    animation: words.hasMotion,
    animationDuration: 300,
    grid: { left: 4, right: 8, top: 12, bottom: 8, outerBoundsMode: 'same' },
    tooltip: { ...tooltip(pairs, palette, words), transitionDuration: words.hasMotion ? 0.4 : 0 },
    xAxis: {
      type: 'category',
      data: pairs.map(pair => String(pair.day)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.borderStrong } },
      axisLabel: { color: palette.textSecondary },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      splitLine: { lineStyle: { color: palette.border } },
      axisLabel: { color: palette.textSecondary, formatter: words.axisLabel },
    },
    series: [currentSeries(pairs, palette, words), previousSeries(pairs, palette, words)],
  }
}

function currentSeries(pairs: readonly DayPair[], palette: Palette, words: DailyChartWords): BarSeriesOption {
  return {
    type: 'bar',
    name: words.current,
    data: pairs.map(pair => amountOf(pair.current)),
    barMaxWidth: 22,
    itemStyle: { color: palette.accent, borderRadius: [3, 3, 0, 0] },
    emphasis: { disabled: true },
  }
}

function previousSeries(
  pairs: readonly DayPair[],
  palette: Palette,
  words: DailyChartWords,
): LineSeriesOption {
  return {
    type: 'line',
    name: words.previous,
    data: pairs.map(pair => amountOf(pair.previous)),
    symbol: 'none',
    lineStyle: { color: palette.textTertiary, width: 2, type: 'dashed' },
    emphasis: { disabled: true },
  }
}

/** An element, not a string: the page's policy refuses style attributes that come in as HTML. */
function tooltip(
  pairs: readonly DayPair[],
  palette: Palette,
  words: DailyChartWords,
): TooltipComponentOption {
  return {
    trigger: 'axis',
    confine: true,
    backgroundColor: palette.surface,
    borderColor: palette.border,
    textStyle: { color: palette.text },
    axisPointer: { type: 'shadow', z: 0, shadowStyle: { color: palette.accentSoft, opacity: 1 } },
    formatter: points => {
      const first = Array.isArray(points) ? points[0] : points
      const pair = pairs[first?.dataIndex ?? -1]
      return pair ? words.tooltip(pair) : ''
    },
  }
}

/** Pixels need a number; what is written beside them comes from the text. */
function amountOf(figure: { amount: string } | null): number | null {
  return figure === null ? null : Number(figure.amount)
}
