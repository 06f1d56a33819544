import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import type { Quarter } from './quarters.ts'
import { serviceReportMessages } from './service-report.messages.ts'

const WIDTH = 960
const CALLS_HEIGHT = 120
const FAILED_HEIGHT = 40
const TIMES_HEIGHT = 60
/** That a few of many failed must be seen. */
const LEAST_HEIGHT = 3

interface ReportPictureProps {
  quarters: readonly Quarter[]
}

/** Calls upwards and those that failed downwards, by quarters of an hour; below it how long 95 of 100 took at most. The table says the same. */
export function ReportPicture({ quarters }: ReportPictureProps): ReactNode {
  const t = useMessages(serviceReportMessages)
  const { integer, quantity, dateTime } = useFormats()
  const mostCalls = Math.max(1, ...quarters.map(({ count }) => count))
  const mostMs = Math.max(1, ...quarters.map(({ p95Ms }) => p95Ms ?? 0))
  const failures = quarters.reduce((sum, one) => sum + one.failures, 0)
  const [first, last] = [quarters[0], quarters.at(-1)]
  if (!first || !last) return null
  return (
    <figure className="con-report-picture">
      <p className="con-faint con-report-scale">{t.mostCalls(integer(mostCalls))}</p>
      <svg
        viewBox={`0 0 ${WIDTH} ${CALLS_HEIGHT + FAILED_HEIGHT}`}
        preserveAspectRatio="none"
        className="con-report-calls"
        role="img"
        aria-label={t.picture(integer(mostCalls), integer(failures))}
      >
        <CallBars quarters={quarters} most={mostCalls} />
        <line className="con-report-base" x1={0} x2={WIDTH} y1={CALLS_HEIGHT} y2={CALLS_HEIGHT} />
      </svg>
      <p className="con-faint con-report-scale">{t.mostMs(quantity(mostMs.toFixed(0)))}</p>
      <svg
        viewBox={`0 0 ${WIDTH} ${TIMES_HEIGHT}`}
        preserveAspectRatio="none"
        className="con-report-times"
        role="img"
        aria-label={t.timesPicture(quantity(mostMs.toFixed(0)))}
      >
        <path d={timesPath(quarters, mostMs)} />
        <line className="con-report-base" x1={0} x2={WIDTH} y1={TIMES_HEIGHT - 1} y2={TIMES_HEIGHT - 1} />
      </svg>
      <figcaption className="con-report-axis con-faint">
        <span>{dateTime(first.at)}</span>
        <span>{dateTime(last.at)}</span>
      </figcaption>
    </figure>
  )
}

function CallBars({ quarters, most }: { quarters: readonly Quarter[]; most: number }): ReactNode {
  const step = WIDTH / quarters.length
  const width = step * 0.8
  return quarters.map(({ at, count, failures }, place) => {
    const x = place * step
    const up = heightOf(count, most, CALLS_HEIGHT)
    const down = heightOf(failures, most, FAILED_HEIGHT)
    return (
      <g key={at}>
        {count > 0 && (
          <rect className="con-report-call" x={x} y={CALLS_HEIGHT - up} width={width} height={up} />
        )}
        {failures > 0 && (
          <rect className="con-report-failed" x={x} y={CALLS_HEIGHT} width={width} height={down} />
        )}
      </g>
    )
  })
}

function heightOf(value: number, most: number, height: number): number {
  return Math.max(LEAST_HEIGHT, (value / most) * height)
}

/** Where nothing was called the line has a gap. */
function timesPath(quarters: readonly Quarter[], most: number): string {
  const step = WIDTH / quarters.length
  let command = 'M'
  return quarters
    .map(({ p95Ms }, place) => {
      if (p95Ms === null) {
        command = 'M'
        return ''
      }
      const y = TIMES_HEIGHT - 2 - (p95Ms / most) * (TIMES_HEIGHT - 6)
      const at = `${command}${(place * step).toFixed(1)} ${y.toFixed(1)}h${(step * 0.8).toFixed(1)}`
      command = 'L'
      return at
    })
    .join('')
}
