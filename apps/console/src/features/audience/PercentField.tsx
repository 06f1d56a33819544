import { useMessages } from '@portico/shared-ui/react'
import { Input } from 'antd'
import { type ReactNode, useId } from 'react'
import { Field } from '../../ui/Field.tsx'
import { useShareText } from '../../ui/use-share-text.ts'
import { audienceMessages } from './audience.messages.ts'
import { basisPointsOf } from './audience-draft.ts'

/** Where a release usually halts; a slider over all of 10,000 could not hit 1%. */
const STOPS = [
  0, 1, 5, 10, 25, 50, 100, 200, 500, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 7500, 9000, 10_000,
]

interface PercentFieldProps {
  value: string
  problem?: ReactNode
  onChange: (value: string) => void
}

/** A slider for the usual stops and an exact input beside it; each follows the other. */
export function PercentField({ value, problem, onChange }: PercentFieldProps): ReactNode {
  const t = useMessages(audienceMessages)
  const shareText = useShareText()
  const sliderId = useId()
  const points = basisPointsOf(value) ?? 0
  return (
    <div className="con-percent">
      <div className="con-field con-percent-slider">
        <label htmlFor={sliderId}>{t.percent}</label>
        <input
          id={sliderId}
          type="range"
          min={0}
          max={STOPS.length - 1}
          step={1}
          value={nearestStop(points)}
          aria-valuetext={shareText(points / 10_000)}
          onChange={event => onChange(String(STOPS[Number(event.target.value)] ?? 0))}
        />
        <div className="con-percent-scale con-faint" aria-hidden>
          {[0, 100, 1000, 10_000].map(stop => (
            <span key={stop} style={{ insetInlineStart: `${placeOf(stop)}%` }}>
              {shareText(stop / 10_000)}
            </span>
          ))}
        </div>
      </div>
      <Field label={t.basisPoints} hint={t.percentHint} problem={problem} className="con-percent-exact">
        {control => (
          <Input
            {...control}
            inputMode="numeric"
            maxLength={5}
            value={value}
            suffix={<span className="con-faint">{t.isShare(shareText(points / 10_000))}</span>}
            onChange={event => onChange(event.target.value)}
          />
        )}
      </Field>
    </div>
  )
}

function nearestStop(points: number): number {
  const above = STOPS.findIndex(stop => stop >= points)
  return above === -1 ? STOPS.length - 1 : above
}

function placeOf(stop: number): number {
  return (STOPS.indexOf(stop) / (STOPS.length - 1)) * 100
}
