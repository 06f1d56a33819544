import { parseAllDocuments } from 'yaml'

/** As far as it is looked at here. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: { name: string; labels?: KubeLabels; annotations?: Record<string, string> }
  spec?: Record<string, unknown>
}

export type KubeLabels = Record<string, string>

export interface Probe {
  httpGet?: { path: string; port: string | number }
}

export interface KubeContainer {
  name: string
  image: string
  args?: string[]
  env?: { name: string; value?: string; valueFrom?: object }[]
  ports?: { name: string; containerPort: number }[]
  startupProbe?: Probe
  livenessProbe?: Probe
  readinessProbe?: Probe
  lifecycle?: { preStop?: { sleep?: { seconds: number } } }
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> }
  securityContext?: {
    allowPrivilegeEscalation?: boolean
    readOnlyRootFilesystem?: boolean
    capabilities?: { drop?: string[] }
  }
  volumeMounts?: { name: string; mountPath: string }[]
}

export interface PodSpec {
  automountServiceAccountToken?: boolean
  terminationGracePeriodSeconds?: number
  topologySpreadConstraints?: object[]
  securityContext?: {
    runAsNonRoot?: boolean
    runAsUser?: number
    seccompProfile?: { type: string }
  }
  containers: KubeContainer[]
  volumes?: {
    name: string
    secret?: { secretName: string; defaultMode?: number; items?: { key: string; path: string }[] }
  }[]
}

/** A Deployment or a Job: what a role of the platform runs in. */
export interface Workload {
  kind: 'Deployment' | 'Job'
  name: string
  annotations: Record<string, string>
  labels: KubeLabels
  selector: KubeLabels
  /** Absent where an autoscaler says it. */
  replicas?: number
  pod: PodSpec
}

interface WorkloadSpec {
  replicas?: number
  selector?: { matchLabels: KubeLabels }
  template: { metadata: { labels: KubeLabels }; spec: PodSpec }
}

/** Documents of YAML as Kubernetes reads them, empty ones left out. */
export function parseObjects(text: string): KubeObject[] {
  return parseAllDocuments(text, { version: '1.1' }).flatMap(
    document => (document.toJS() as KubeObject | null) ?? [],
  )
}

export function listWorkloads(objects: readonly KubeObject[]): Workload[] {
  return objects.flatMap(({ kind, metadata, spec }) => {
    if (kind !== 'Deployment' && kind !== 'Job') return []
    const { replicas, selector, template } = spec as unknown as WorkloadSpec
    return [
      {
        kind,
        name: metadata.name,
        annotations: metadata.annotations ?? {},
        labels: template.metadata.labels,
        selector: selector?.matchLabels ?? {},
        ...(replicas === undefined ? {} : { replicas }),
        pod: template.spec,
      },
    ]
  })
}

/** Whether a selector takes a pod with these labels. */
export function isSelected(selector: KubeLabels, labels: KubeLabels): boolean {
  return Object.entries(selector).every(([name, value]) => labels[name] === value)
}
