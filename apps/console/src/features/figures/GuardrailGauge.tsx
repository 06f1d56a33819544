import type { GuardrailVerdict } from '@portico/release'
import { StatusTag, type Tone, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { useShareText } from '../../ui/use-share-text.ts'
import { figuresMessages } from './figures.messages.ts'
import { guardrailScale } from './guardrail-scale.ts'

const TONES: Record<GuardrailVerdict['state'], Tone> = { hold: 'neutral', ok: 'success', breached: 'danger' }

/** How far gray is from the limit that would abort the release. */
export function GuardrailGauge({ verdict }: { verdict: GuardrailVerdict }): ReactNode {
  const t = useMessages(figuresMessages)
  const { integer, quantity } = useFormats()
  const shareText = useShareText()
  const { guardrail, state, samples, reportedBy } = verdict
  const { metric, limit, minSamples } = guardrail
  const isTime = metric === 'p95-ms'
  const scale = guardrailScale(verdict)
  const textOf = (value: number | null) => {
    if (value === null) return '–'
    return isTime ? t.ms(integer(Math.round(value))) : shareText(value)
  }
  const limitText = isTime ? t.limitFactor(quantity(String(limit))) : t.limitShare(shareText(limit))
  return (
    <li className="con-guardrail" data-state={state}>
      <div className="con-guardrail-head">
        <strong>{t[metric]}</strong>
        {reportedBy ? (
          <StatusTag tone="warning">
            {t.doubt(integer(reportedBy.tenants), integer(reportedBy.users))}
          </StatusTag>
        ) : (
          <StatusTag tone={TONES[state]}>{t[state]}</StatusTag>
        )}
      </div>
      <div
        className="con-gauge"
        role="img"
        aria-label={t.gauge(textOf(verdict.gray), textOf(verdict.stable), textOf(scale.limitValue))}
      >
        <Mark place={scale.limit} kind="limit" />
        {scale.gray !== null && (
          <span className="con-gauge-bar" style={{ width: `${(scale.gray * 100).toFixed(1)}%` }} />
        )}
        <Mark place={scale.stable} kind="stable" />
      </div>
      <p className="con-guardrail-text">
        <span>
          {t.gray} <strong>{textOf(verdict.gray)}</strong> · {t.stable} {textOf(verdict.stable)}
        </span>
        <span className="con-faint">
          {limitText} ·{' '}
          {samples < minSamples
            ? t.samples(integer(samples), integer(minSamples))
            : t.enough(integer(samples))}
        </span>
      </p>
    </li>
  )
}

function Mark({ place, kind }: { place: number | null; kind: 'limit' | 'stable' }): ReactNode {
  if (place === null) return null
  return <span className={`con-gauge-${kind}`} style={{ insetInlineStart: `${(place * 100).toFixed(1)}%` }} />
}
