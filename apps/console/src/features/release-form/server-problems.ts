import { errorCodeOf } from '@portico/shared-ui'
import { fieldErrorsOf, problemFacts } from '../../release-client/release-error.ts'

/** Where on the form a refusal of the service belongs. */
const FORM_PLACES = [
  'overlay',
  'title',
  'notes',
  'percentBp',
  'constraints',
  'allow',
  'block',
  'guardrails',
  'plan',
  'reason',
] as const
export type FormPlace = (typeof FORM_PLACES)[number]

/** What the service refused, by the place it belongs to: a code, and the version that ARTIFACT_UNKNOWN names. */
export type ServerProblems = Partial<Record<FormPlace, { code: string; name?: string; version?: string }>>

const OVERLAY_CODES = [
  'OVERLAY_CONFLICT',
  'ARTIFACT_UNKNOWN',
  'EMPTY_OVERLAY',
  'NO_INSTANCE',
  'ARTIFACT_KIND',
  'SHARED_RANGE',
  'FORBIDDEN_SCOPE',
]

export function serverProblemsOf(error: unknown): ServerProblems {
  const code = errorCodeOf(error)
  if (OVERLAY_CODES.includes(code)) {
    const { name, version } = problemFacts(error)
    const isNamed = code === 'ARTIFACT_UNKNOWN' && typeof name === 'string' && typeof version === 'string'
    return { overlay: isNamed ? { code, name, version } : { code } }
  }
  const problems: ServerProblems = code === 'PLAN_INVALID' ? { plan: { code } } : {}
  for (const { path, code: fieldCode } of fieldErrorsOf(error)) {
    const place = FORM_PLACES.find(each => path === `/body/${each}` || path.startsWith(`/body/${each}/`))
    if (place) problems[place] ??= { code: fieldCode }
  }
  return problems
}
