import { releaseContract } from '@portico/release-contract'
import type { Route } from '@portico/service-contract'

const { routes } = releaseContract
type RouteName = keyof typeof routes

/** What of the release service's API is open to operators and tokens. The rest is between the platform's own processes. */
const OPEN: readonly RouteName[] = [
  'listArtifacts',
  'publishArtifact',
  'getArtifact',
  'removeArtifact',
  'getArtifactChanges',
  'checkGraph',
  'collectGarbage',
  'listReleases',
  'createRelease',
  'askReach',
  'getRelease',
  'changeRelease',
  'startRelease',
  'promoteRelease',
  'abortRelease',
  'rollbackRelease',
  'listMembers',
  'changeMembers',
  'replaceMembers',
  'getReleaseDigests',
  'getSnapshotDigests',
  'getFigures',
  'listReleaseTenants',
  'getReach',
  'getPlan',
  'setPlan',
  'dropPlan',
  'pausePlan',
  'resumePlan',
  'approvePlan',
  'advancePlan',
  'listWebhooks',
  'createWebhook',
  'removeWebhook',
  'listDeliveries',
  'getBaseline',
  'listBaselines',
  'returnToBaseline',
  'stop',
  'getSettings',
  'getTenantCell',
  'putTenantCell',
  'changeSettings',
  'listAudit',
  'listInstances',
  'listSnapshots',
  'getSnapshot',
  'getDecision',
  'listTraces',
  'getTrace',
  'getTrafficSummary',
  'getServiceReport',
  'getOperationReport',
  'getServiceMap',
  'getStatement',
  'listIncidents',
  'getIncident',
  'listTokens',
  'createToken',
  'getOwnToken',
  'revokeToken',
  'listOverrideLinks',
  'revokeOverrideLink',
  'listInterventions',
  'createIntervention',
  'endIntervention',
  'listJobs',
  'createJob',
  'getJob',
  'addJobTenants',
  'listJobTenants',
  'startJob',
  'cancelJob',
  'retryJob',
]
/** What the service takes as a stream: archives, and lists of a million tenants. */
const UPLOADS: readonly RouteName[] = ['publishArtifact', 'replaceMembers']

const PATTERNS = new Map(Object.entries<Route>(routes).map(([name, { url }]) => [name, patternOf(url)]))

export function isForwarded(method: string, path: string): boolean {
  return isAny(OPEN, method, path)
}

export function isUpload(method: string, path: string): boolean {
  return isAny(UPLOADS, method, path)
}

function isAny(names: readonly RouteName[], method: string, path: string): boolean {
  return names.some(name => routes[name].method === method && PATTERNS.get(name)?.test(path))
}

/** Of a path: a parameter is anything between two slashes. */
function patternOf(url: string): RegExp {
  return new RegExp(`^${url.replace(/:\w+/g, '[^/]+')}$`)
}
