import { type Baseline, type Overlay, STABLE_TAG } from '@portico/release'

/** What a baseline has for the names of an overlay; null: nothing. */
export interface Covered {
  apps: Record<string, string | null>
  services: Record<string, string>
  shared?: Record<string, string | null>
}

const SHELL_NAME = 'shell'

export function inForceOf(baseline: Baseline, { apps, services, shared }: Overlay): Covered {
  return {
    apps: mapValues(
      apps,
      name => (name === SHELL_NAME ? baseline.shell || null : baseline.apps[name]) ?? null,
    ),
    services: mapValues(services, name => baseline.services[name] ?? STABLE_TAG),
    ...(shared && { shared: mapValues(shared, name => baseline.shared[name] ?? null) }),
  }
}

/** The baseline with these versions and tags; an app or library that is null leaves it. The shell never leaves. */
export function laidOver(baseline: Baseline, { apps, services, shared }: Covered): Baseline {
  const { [SHELL_NAME]: shell, ...rest } = apps
  return {
    ...baseline,
    shell: shell ?? baseline.shell,
    apps: withoutNulls({ ...baseline.apps, ...rest }),
    shared: withoutNulls({ ...baseline.shared, ...shared }),
    services: withoutStable({ ...baseline.services, ...services }),
  }
}

function mapValues<Value>(
  record: Record<string, string>,
  toValue: (name: string) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.keys(record).map(name => [name, toValue(name)]))
}

function withoutNulls(record: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  )
}

/** A service that is not named is stable: two ways to say it would make two baselines of one. */
function withoutStable(services: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(services).filter(([, tag]) => tag !== STABLE_TAG))
}
