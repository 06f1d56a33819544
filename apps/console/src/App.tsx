import { ShellRouter } from '@portico/micro-app/react'
import { AppProvider } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { ArtifactList } from './features/artifacts/ArtifactList.tsx'
import { ArtifactPage } from './features/artifacts/ArtifactPage.tsx'
import { AuditPage } from './features/audit/AuditPage.tsx'
import { TenantList } from './features/directory/TenantList.tsx'
import { TenantPage } from './features/directory/TenantPage.tsx'
import { ExplainPage } from './features/explain/ExplainPage.tsx'
import { IncidentsPage } from './features/incidents/IncidentsPage.tsx'
import { InstancesPage } from './features/instances/InstancesPage.tsx'
import { InterventionsPage } from './features/interventions/InterventionsPage.tsx'
import { OperationsPage } from './features/operations/OperationsPage.tsx'
import { ReleasePage } from './features/release/ReleasePage.tsx'
import { NewReleasePage } from './features/release-form/NewReleasePage.tsx'
import { ReleaseList } from './features/releases/ReleaseList.tsx'
import { ServiceMapPage } from './features/service-map/ServiceMapPage.tsx'
import { ServiceReportPage } from './features/service-report/ServiceReportPage.tsx'
import { SnapshotsPage } from './features/snapshots/SnapshotsPage.tsx'
import { StatementPage } from './features/statements/StatementPage.tsx'
import { StatusBanners } from './features/status/StatusBanners.tsx'
import { TracePage } from './features/traces/TracePage.tsx'
import { TracesPage } from './features/traces/TracesPage.tsx'
import { TrafficPage } from './features/traffic/TrafficPage.tsx'
import { DeliveriesPage } from './features/webhooks/DeliveriesPage.tsx'
import { WebhooksPage } from './features/webhooks/WebhooksPage.tsx'
import { NotFound } from './NotFound.tsx'
import { useRefreshOnResume } from './release-client/live.ts'
import { useMayAdminister, useMayInspect, useMayWrite } from './ui/use-may-write.ts'
import './styles/page.css'
import './styles/cards.css'
import './styles/lists.css'
import './styles/forms.css'
import './styles/dialogs.css'
import './features/plan/plan.css'
import './features/reach/reach.css'
import './features/release/release.css'
import './features/incidents/incidents.css'
import './features/releases/releases.css'
import './features/audience/audience.css'
import './features/figures/figures.css'
import './features/explain/explain.css'
import './features/artifacts/artifacts.css'
import './features/directory/directory.css'
import './features/snapshots/snapshots.css'
import './features/cache/cache.css'
import './features/traces/traces.css'
import './features/service-report/service-report.css'
import './features/service-map/service-map.css'
// Last: what changes on narrow pages overrides the rest.
import './narrow.css'

export function App(): ReactNode {
  return (
    <AppProvider>
      <ShellRouter>
        <StatusBanners />
        <ConsoleRoutes />
      </ShellRouter>
    </AppProvider>
  )
}

function ConsoleRoutes(): ReactNode {
  useRefreshOnResume()
  const mayWrite = useMayWrite()
  const mayAdminister = useMayAdminister()
  const mayInspect = useMayInspect()
  return (
    <Routes>
      <Route path="/" element={<Navigate to="/releases" replace />} />
      <Route path="/releases" element={<ReleaseList />} />
      <Route path="/releases/new" element={mayWrite ? <NewReleasePage /> : <NotFound />} />
      <Route path="/releases/:id" element={<ReleasePage />} />
      <Route path="/explain" element={<ExplainPage />} />
      <Route path="/tenants" element={<TenantList />} />
      <Route path="/tenants/:ref" element={<TenantPage />} />
      <Route path="/tenants/:ref/report" element={<ServiceReportPage />} />
      <Route path="/artifacts" element={<ArtifactList />} />
      <Route path="/artifacts/:name/:version" element={<ArtifactPage />} />
      <Route path="/snapshots" element={<SnapshotsPage />} />
      <Route path="/incidents" element={<IncidentsPage />} />
      <Route path="/traffic" element={<TrafficPage />} />
      <Route
        path="/statements/:service/:fingerprint"
        element={mayInspect ? <StatementPage /> : <NotFound />}
      />
      <Route path="/operations" element={<OperationsPage />} />
      <Route path="/service-map" element={<ServiceMapPage />} />
      <Route path="/traces" element={<TracesPage />} />
      <Route path="/traces/:id" element={<TracePage />} />
      <Route path="/audit" element={<AuditPage />} />
      <Route path="/interventions" element={<InterventionsPage />} />
      <Route path="/instances" element={<InstancesPage />} />
      <Route path="/webhooks" element={mayAdminister ? <WebhooksPage /> : <NotFound />} />
      <Route path="/webhooks/:id" element={mayAdminister ? <DeliveriesPage /> : <NotFound />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  )
}
