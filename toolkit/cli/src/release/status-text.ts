import type {
  AuditEntry,
  BaselineEntry,
  GatewayStatus,
  Release,
  ReleaseFigures,
  ServiceInstance,
} from '@portico/release'
import { formatTime } from '../output/format.ts'
import { formatTable } from '../output/table.ts'
import { formatFigures, formatGuardrails } from './figures-text.ts'
import { describeRelease } from './release-text.ts'

export interface Running {
  release: Release
  figures: ReleaseFigures
}

export function describeStatus({ state, rulesRevision, isStopped, confirmedAt }: GatewayStatus): string {
  const meaning = state === 'STALE' ? ': the release service is away, the last good rules hold' : ''
  const stop = isStopped ? ', STOPPED: no release applies' : ''
  return `Rules ${state}${meaning}${stop} (revision ${rulesRevision}, confirmed ${formatTime(confirmedAt)})`
}

export function describeStop({ actor, at, reason }: AuditEntry): string {
  return `STOPPED by ${actor}, ${formatTime(at)}: ${reason ?? 'no reason given'}. No release applies until "portico resume".`
}

export function formatBaseline({ revision, baseline }: BaselineEntry, app: string | undefined): string[] {
  const apps = Object.entries({ shell: baseline.shell, ...baseline.apps })
  const rows = apps.filter(([name]) => app === undefined || name === app)
  const tags = Object.entries(baseline.services).map(([name, tag]) => `  service ${name} -> ${tag}`)
  return [`Baseline, revision ${revision}`, ...rows.map(([name, version]) => `  ${name}@${version}`), ...tags]
}

export function describeRunning({ release, figures }: Running): string[] {
  return [
    '',
    ...describeRelease(release),
    `  started   ${formatTime(release.startedAt)}`,
    `  last ${figures.minutes} min`,
    ...formatFigures(figures),
    ...formatGuardrails(figures.guardrails),
  ]
}

export function formatInstances(instances: ServiceInstance[]): string[] {
  if (instances.length === 0) return ['No instance is registered']
  const rows = instances.map(({ service, tag, version, url, isHealthy }) => [
    service,
    tag,
    version,
    isHealthy ? 'healthy' : 'SILENT',
    url,
  ])
  return formatTable(['SERVICE', 'TAG', 'VERSION', 'HEALTH', 'URL'], rows)
}
