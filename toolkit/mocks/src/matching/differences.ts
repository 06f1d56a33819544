import { satisfies } from 'semver'
import { describeMatcher, matches } from './matchers.ts'
import type { MockCall, MockCase } from './mock-case.ts'

/** One condition of a case that a call does not meet. */
export interface Difference {
  /** `variables.status`, `state`, `app.version`, `script`. */
  field: string
  wanted: string
  got: string
}

/** Of the conditions that need no script; none: the case may match. */
export function listDifferences(
  { when, state, versions }: MockCase,
  call: MockCall,
  now: string,
): Difference[] {
  const differences: Difference[] = []
  for (const [path, matcher] of Object.entries(when)) {
    const got = valueAt(call.variables, path)
    if (!matches(matcher, got))
      differences.push({ field: `variables.${path}`, wanted: describeMatcher(matcher), got: say(got) })
  }
  if (state?.is !== undefined && state.is !== now)
    differences.push({ field: 'state', wanted: say(state.is), got: say(now) })
  if (versions !== null && !satisfies(call.app.version, versions, { includePrerelease: true }))
    differences.push({ field: 'app.version', wanted: versions, got: call.app.version })
  return differences
}

function valueAt(variables: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Record<string, unknown>)[name]
          : undefined,
      variables,
    )
}

function say(value: unknown): string {
  return value === undefined ? 'left out' : JSON.stringify(value)
}
