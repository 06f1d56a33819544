import type { Release, ReleaseState } from '@portico/release'
import type { ReleaseClient } from '../connection/release.client.ts'
import { CliError } from '../errors/cli-error.ts'
import { describeOverlay } from './release-text.ts'

/** The gray release with this id, or over this app or service. Throws NO_RUNNING_RELEASE, SEVERAL_RELEASES. */
export async function getRunning(api: ReleaseClient, appOrId: string): Promise<Release> {
  return (await findRunning(api, appOrId)) ?? noneRunning(appOrId, await findLastEnded(api, appOrId))
}

/** Throws SEVERAL_RELEASES. */
async function findRunning(api: ReleaseClient, appOrId: string): Promise<Release | null> {
  const found = (await listIn(api, 'gray')).filter(release => isMeant(release, appOrId))
  const [release = null] = found
  if (found.length <= 1) return release
  // The app and the service of one name may be in two releases.
  throw new CliError('SEVERAL_RELEASES', `${appOrId} is in ${found.map(describeBriefly).join(' and in ')}.`)
}

/** The running release, else the draft with this id or over this app or service. Throws NO_RUNNING_RELEASE, SEVERAL_RELEASES. */
export async function getOpen(api: ReleaseClient, appOrId: string): Promise<Release> {
  const running = await findRunning(api, appOrId)
  if (running) return running
  const drafts = (await listIn(api, 'draft')).filter(release => isMeant(release, appOrId))
  const [draft] = drafts
  if (drafts.length > 1)
    throw new CliError(
      'SEVERAL_RELEASES',
      `${appOrId} is in ${drafts.map(describeBriefly).join(' and in ')}.`,
    )
  return draft ?? noneRunning(appOrId, await findLastEnded(api, appOrId))
}

/** What a rollback revokes: the release that was promoted last, or the running one where none was. */
export async function getLastFull(api: ReleaseClient, appOrId: string): Promise<Release> {
  const full = (await listIn(api, 'full')).filter(release => isMeant(release, appOrId))
  const [last] = full.sort((a, b) => ((a.endedAt ?? '') > (b.endedAt ?? '') ? -1 : 1))
  return last ?? getRunning(api, appOrId)
}

/** The running release, else the one that was started last: a pipeline may look after it has ended. Throws NO_RUNNING_RELEASE. */
export async function getLastStarted(api: ReleaseClient, appOrId: string): Promise<Release> {
  const last = (await findRunning(api, appOrId)) ?? (await findLastEnded(api, appOrId))
  return last ?? noneRunning(appOrId, null)
}

async function findLastEnded(api: ReleaseClient, appOrId: string): Promise<Release | null> {
  const ended = [...(await listIn(api, 'full')), ...(await listIn(api, 'aborted'))]
  const [last] = ended
    .filter(release => release.startedAt !== null && isMeant(release, appOrId))
    .sort((a, b) => ((a.startedAt ?? '') > (b.startedAt ?? '') ? -1 : 1))
  return last ?? null
}

/** The guard may have ended it a moment ago: an operator who wanted to widen it must read why. */
function noneRunning(appOrId: string, last: Release | null): never {
  const none = `No release of ${appOrId} is running.`
  if (!last) throw new CliError('NO_RUNNING_RELEASE', none)
  const how = last.state === 'full' ? 'promoted' : 'aborted'
  const why = last.endReason === null ? '' : `: ${last.endReason}`
  const ended = `The last one, ${describeBriefly(last)}, was ${how} at ${last.endedAt}${why}`
  throw new CliError('NO_RUNNING_RELEASE', `${none} ${ended}`)
}

export function isMeant({ id, overlay }: Release, appOrId: string): boolean {
  const { apps, services, shared = {} } = overlay
  return id === appOrId || [apps, services, shared].some(names => Object.hasOwn(names, appOrId))
}

function listIn(api: ReleaseClient, state: ReleaseState): Promise<Release[]> {
  return api.list('listReleases', { state })
}

function describeBriefly({ id, overlay }: Release): string {
  return `${describeOverlay(overlay)} (${id})`
}
