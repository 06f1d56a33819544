import type { PlanStep, ReleasePlan } from '@portico/release'
import { formatTime } from '../output/format.ts'
import { formatPercent } from '../output/percent.ts'
import { formatTable } from '../output/table.ts'

const WAITS: Record<ReleasePlan['waitsFor'], string> = {
  START: 'its start',
  BAKE: 'the end of the time it is looked at',
  PERSON: 'a person: portico release plan step',
  PAUSED: 'who paused it: portico release plan resume',
  FROZEN: 'the end of a freeze window',
  GUARDRAIL: 'the guardrails',
  APPROVAL: 'a second operator: portico release plan approve',
  REFUSED: 'what refuses the step',
  NOTHING: 'nothing: it was the last step',
  DONE: 'nothing: the release has ended',
}

/** As people write them: `--steps`. */
export function describePlan(plan: ReleasePlan): string[] {
  const rows = plan.steps.map((step, index) => [
    index < plan.position ? 'done' : index === plan.position ? '> now' : '',
    step.promotes ? 'all (promoted)' : formatPercent(step.percentBp),
    formatMinutes(step.bakeMinutes),
    step.isAutomatic ? 'by itself' : 'asks',
  ])
  const until = plan.waitsUntil ? ` until ${formatTime(plan.waitsUntil)}` : ''
  return [
    ...formatTable(['STEP', 'SHARE', 'LOOKED AT FOR', 'TAKEN'], rows),
    ...plan.freezes.map(
      ({ days, from, to, timeZone }) => `Frozen on days ${days.join(',')} ${from}-${to} ${timeZone}`,
    ),
    `Waits for ${WAITS[plan.waitsFor]}${until}${plan.problem ? `: ${plan.problem}` : ''}`,
  ]
}

function formatMinutes(minutes: PlanStep['bakeMinutes']): string {
  if (minutes >= 24 * 60 && minutes % (24 * 60) === 0) return `${minutes / 24 / 60} d`
  return minutes >= 60 && minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`
}
