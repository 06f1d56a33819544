import type { Release, ReleaseStep } from '@portico/release'
import type { ReleaseClient } from '../connection/release.client.ts'
import { CliError } from '../errors/cli-error.ts'
import { formatTime } from '../output/format.ts'
import { describeAudience, describeOverlay } from './release-text.ts'

type Step = 'start' | 'promote' | 'abort' | 'rollback'

export function postStep(
  api: ReleaseClient,
  release: Release,
  step: Step,
  body: ReleaseStep,
): Promise<Release> {
  return changeSeen(api, release, () =>
    api.call(`${step}Release`, { params: { id: release.id }, body, revision: release.revision }),
  )
}

/** Carries out a change of the release as it was `seen`; when it is not like that any more, the error says what changed. */
export async function changeSeen<T>(api: ReleaseClient, seen: Release, change: () => Promise<T>): Promise<T> {
  try {
    return await change()
  } catch (error) {
    if (error instanceof CliError && error.code === 'VERSION_CONFLICT')
      throw await explainConflict(api, seen, error)
    throw error
  }
}

async function explainConflict(api: ReleaseClient, seen: Release, conflict: CliError): Promise<CliError> {
  const [now, [last]] = await Promise.all([
    api.call('getRelease', { params: { id: seen.id } }),
    api.list('listAudit', { subject: `release:${seen.id}` }, 1),
  ]).catch(() => [null, []] as const)
  if (!now) return conflict
  const changes = listDifferences(seen, now)
  const by = last ? ` (${last.action} by ${last.actor}, ${formatTime(last.at)})` : ''
  const message = `The release changed meanwhile${by}: ${changes.join('; ') || `revision ${now.revision}`}. Nothing was done.`
  return new CliError('VERSION_CONFLICT', message, { cause: conflict, facts: { seen, now } })
}

function listDifferences(seen: Release, now: Release): string[] {
  const views: [string, (release: Release) => string][] = [
    ['state', release => release.state],
    ['overlay', release => describeOverlay(release.overlay)],
    ['audience', describeAudience],
    ['breaking', release => String(release.breaking)],
    ['open to join', release => String(release.isOpenToJoin)],
    ['title', release => release.title.en],
    ['guardrails', release => JSON.stringify(release.guardrails)],
  ]
  return views.flatMap(([name, view]) =>
    view(seen) === view(now) ? [] : [`${name} was ${view(seen)}, is ${view(now)}`],
  )
}
