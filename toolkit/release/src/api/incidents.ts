/** `POST /incidents` of the gateway. The same release, app, version, tenant and code is one incident that counts. */
export interface IncidentReport {
  releaseId: string | null
  app: string
  version: string
  tenantId: string
  /** The host's code, such as ENTRY_HTTP. */
  code: string
  message: string
  /** Version the tab fell back to; null: none. */
  fallback: string | null
}

export interface Incident extends IncidentReport {
  id: string
  firstAt: string
  lastAt: string
  count: number
}
