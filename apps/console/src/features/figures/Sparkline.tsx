import type { ReactNode } from 'react'
import { type FigurePoint, HISTORY_LENGTH } from './figure-history.ts'

const WIDTH = 240
const HEIGHT = 56
const PADDING = 4
/** A young history is drawn wider, or it would be a dot for the first minute. */
const FEWEST_PLACES = 15

interface SparklineProps {
  points: readonly FigurePoint[]
  /** The text for a reader who does not see the picture. */
  description: string
}

/** How a figure moved on both tags: gray a full line, stable a dashed one, which differ by form and not by colour alone. */
export function Sparkline({ points, description }: SparklineProps): ReactNode {
  const values = points.flatMap(({ gray, stable }) => [gray ?? 0, stable ?? 0])
  const top = Math.max(...values, Number.EPSILON)
  return (
    <svg
      className="con-sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={description}
    >
      <line className="con-spark-base" x1={0} x2={WIDTH} y1={HEIGHT - PADDING} y2={HEIGHT - PADDING} />
      {(['stable', 'gray'] as const).map(tag => (
        <path key={tag} className={`con-spark-${tag}`} d={pathOf(points, tag, top)} />
      ))}
    </svg>
  )
}

/** The newest point stands at the right end; where there is no value the line has a gap. */
function pathOf(points: readonly FigurePoint[], tag: keyof FigurePoint, top: number): string {
  const places = Math.min(HISTORY_LENGTH, Math.max(FEWEST_PLACES, points.length))
  const start = places - points.length
  let command = 'M'
  return points
    .map((point, index) => {
      const value = point[tag]
      if (value === null) {
        command = 'M'
        return ''
      }
      const x = ((start + index) / (places - 1)) * WIDTH
      const y = HEIGHT - PADDING - (value / top) * (HEIGHT - 2 * PADDING)
      const step = `${command}${x.toFixed(1)} ${y.toFixed(1)}`
      command = 'L'
      // A single point is a line of no length, which a round cap makes a dot.
      return points.length === 1 ? `${step}h0` : step
    })
    .join('')
}
