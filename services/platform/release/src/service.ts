import { defineService, SERVICE_PORTS, UploadSlots } from '@portico/service-kit'
import { actorOf } from './access/actor.ts'
import { accessProblems } from './access/problems.ts'
import { addDigestRoutes } from './artifacts/digest-routes.ts'
import { addArtifactRoutes } from './artifacts/routes.ts'
import { addCacheDropRoutes } from './audit/cache-drops.ts'
import { addAuditRoutes } from './audit/routes.ts'
import { addBaselineRoutes } from './baseline/routes.ts'
import { addCellRoutes } from './cells/routes.ts'
import { createWatch } from './feed/live.ts'
import { addFeedRoutes } from './feed/routes.ts'
import { addGraphRoutes } from './graphs/routes.ts'
import { addFigureRoutes } from './guardrails/routes.ts'
import { addInstanceRoutes } from './instances/routes.ts'
import { addInterventionRoutes } from './interventions/routes.ts'
import { addJobRoutes } from './jobs/routes.ts'
import { addMemberRoutes } from './members/routes.ts'
import { addObservedRoutes } from './observed/routes.ts'
import { addOverrideRoutes } from './overrides/routes.ts'
import { reportToIdentity } from './permissions/report-to-identity.ts'
import { addPlanRoutes } from './plans/routes.ts'
import { addPreviewRoutes } from './previews/routes.ts'
import { addReleaseRoutes } from './releases/routes.ts'
import { addRoutingRoutes } from './routing/routes.ts'
import { addSettingsRoutes } from './settings/routes.ts'
import { startTasks } from './tasks/tasks.ts'
import { addTokenRoutes } from './tokens/routes.ts'
import { noteTraces } from './traces/note.ts'
import { addTraceRoutes } from './traces/routes.ts'
import { noteTraffic } from './traffic/note.ts'
import { addTrafficRoutes } from './traffic/routes.ts'
import { noteStatements } from './traffic/statements.ts'
import { addWebhookRoutes } from './webhooks/routes.ts'
import { WebhookTargets } from './webhooks/target.ts'

/** What is published, which tenants get it, and how it does: the one source all gateways and services follow. */
export const release = defineService({
  name: 'release',
  port: SERVICE_PORTS.release,
  migrations: new URL('../migrations/', import.meta.url),
  ownTelemetry: ({ database }) => ({
    send: parts => noteTraces(database, parts),
    noteTraffic: report => database.transaction({}, tx => noteTraffic(tx, report)),
    noteStatements: report => database.transaction({}, tx => noteStatements(tx, report)),
  }),
  routes(app, service) {
    // On every route, those that only read too: a bad token is refused before the body is read.
    app.addHook('onRequest', async request => {
      const actor = await actorOf(request, service)
      const { isProbe, isForTenants } = request.routeOptions.config
      if (actor.kind === 'anonymous' && !isProbe && !isForTenants && !request.is404)
        throw accessProblems.FORBIDDEN_SCOPE('Say who acts: a context without an actor opens nothing.')
    })
    addTokenRoutes(app, service)
    const slots = new UploadSlots({ maxOfSender: 2, maxInAll: 8 })
    addArtifactRoutes(app, service, slots)
    addDigestRoutes(app, service)
    addGraphRoutes(app, service)
    const watch = createWatch(app, service)
    addReleaseRoutes(app, service)
    addPlanRoutes(app, service)
    const targets = WebhookTargets.of(service.env)
    addWebhookRoutes(app, service, targets)
    addMemberRoutes(app, service, slots)
    addBaselineRoutes(app, service)
    addFeedRoutes(app, service, watch)
    addInstanceRoutes(app, service, watch)
    addObservedRoutes(app, service)
    addTraceRoutes(app, service)
    addTrafficRoutes(app, service)
    addFigureRoutes(app, service)
    addPreviewRoutes(app, service)
    addOverrideRoutes(app, service)
    addInterventionRoutes(app, service)
    addJobRoutes(app, service)
    addRoutingRoutes(app, service)
    addSettingsRoutes(app, service)
    addCellRoutes(app, service)
    addAuditRoutes(app, service)
    addCacheDropRoutes(app, service)
    reportToIdentity(app, service, watch)
    startTasks(app, service, watch, targets)
  },
})
