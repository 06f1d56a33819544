import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { type ECharts, init, use as useParts } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { DailyChartOption } from './chart-option.ts'

useParts([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer])

interface ChartProps {
  option: DailyChartOption
  /** What is read to a user who does not see the picture. */
  description: string
}

/** A canvas that follows its box and is disposed with it. */
export function Chart({ option, description }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(null)
  useEffect(() => {
    if (box.current === null) return
    const created = init(box.current)
    chart.current = created
    const observer = new ResizeObserver(() => created.resize())
    observer.observe(box.current)
    return () => {
      observer.disconnect()
      created.dispose()
      chart.current = null
    }
  }, [])
  useEffect(() => chart.current?.setOption(option, { notMerge: true }), [option])
  return <div ref={box} role="img" aria-label={description} className="sales-card-chart" />
}
