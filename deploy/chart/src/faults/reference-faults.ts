import { isSelected, type KubeLabels, type KubeObject, type Workload } from '../objects/objects.ts'
import { environmentOf } from '../objects/role-of.ts'

interface Selecting {
  selector?: KubeLabels & { matchLabels?: KubeLabels }
  podSelector?: { matchLabels?: KubeLabels }
  scaleTargetRef?: { name: string }
  ports?: { port: number; targetPort: string | number }[]
  policyTypes?: string[]
}

/** Where one object names another that is not there, or takes another's pods. */
export function referenceFaults(objects: readonly KubeObject[], workloads: readonly Workload[]): string[] {
  const deployments = workloads.filter(({ kind }) => kind === 'Deployment')
  return [
    ...objects.flatMap(object => namedFaults(object, deployments)),
    ...deployments.flatMap(each => selectorFaults(each, deployments)),
    ...deployments.flatMap(each => deploymentFaults(each, objects)),
    ...workloads.flatMap(each => [...addressFaults(each, objects), ...reachFaults(each, objects)]),
    ...workloads.filter(({ kind }) => kind === 'Job').flatMap(jobFaults),
  ]
}

function specOf({ spec }: KubeObject): Selecting {
  return (spec ?? {}) as Selecting
}

/** A Service, a budget and an autoscaler are each for one Deployment. */
function namedFaults(object: KubeObject, deployments: readonly Workload[]): string[] {
  const label = `${object.kind} ${object.metadata.name}`
  const { scaleTargetRef, selector = {}, ports = [] } = specOf(object)
  if (object.kind === 'HorizontalPodAutoscaler' || object.kind === 'ScaledObject')
    return deployments.some(({ name }) => name === scaleTargetRef?.name)
      ? []
      : [`${label}: there is no Deployment ${scaleTargetRef?.name}`]
  if (object.kind !== 'Service' && object.kind !== 'PodDisruptionBudget') return []
  const labels = object.kind === 'Service' ? selector : (selector.matchLabels ?? {})
  const taken = deployments.filter(each => isSelected(labels as KubeLabels, each.labels))
  const [only] = taken
  if (taken.length !== 1 || !only) return [`${label}: it takes the pods of ${taken.length} Deployments`]
  const known = only.pod.containers.flatMap(container => container.ports ?? [])
  return ports
    .filter(({ targetPort }) => !known.some(({ name }) => name === targetPort))
    .map(({ targetPort }) => `${label}: no container has the port ${targetPort}`)
}

function selectorFaults({ name, selector, labels }: Workload, deployments: readonly Workload[]): string[] {
  const others = deployments.filter(other => other.name !== name && isSelected(selector, other.labels))
  return [
    ...(isSelected(selector, labels) ? [] : [`Deployment ${name}: its selector does not take its own pods`]),
    ...others.map(other => `Deployment ${name}: its selector takes pods of ${other.name}`),
  ]
}

/** Two pods at least, or an autoscaler that keeps as many; of a gray copy one is enough. */
function deploymentFaults({ name, labels, replicas }: Workload, objects: readonly KubeObject[]): string[] {
  const ofKind = (kind: string) => objects.filter(object => object.kind === kind)
  const hasBudget = ofKind('PodDisruptionBudget').some(object =>
    isSelected(specOf(object).selector?.matchLabels ?? {}, labels),
  )
  const isScaled = [...ofKind('HorizontalPodAutoscaler'), ...ofKind('ScaledObject')].some(
    object => specOf(object).scaleTargetRef?.name === name,
  )
  return [
    ...(hasBudget ? [] : [`Deployment ${name}: a drained node may take all of its pods`]),
    ...(isScaled === (replicas === undefined)
      ? []
      : [`Deployment ${name}: its number is said twice or never`]),
  ]
}

/** `SALES_URL` names a Service of the set, at a port that it has. */
function addressFaults({ kind, name, pod }: Workload, objects: readonly KubeObject[]): string[] {
  const services = new Set(
    objects
      .filter(object => object.kind === 'Service')
      .flatMap(object => (specOf(object).ports ?? []).map(({ port }) => `${object.metadata.name}:${port}`)),
  )
  const addresses = pod.containers.flatMap(container =>
    Object.entries(environmentOf(container)).filter(
      ([variable, value]) =>
        /^[A-Z]+_URL$/.test(variable) && variable !== 'PORTICO_URL' && value.startsWith('http'),
    ),
  )
  return addresses
    .filter(([, value]) => !services.has(new URL(value).host))
    .map(([variable, value]) => `${kind} ${name}: ${variable} leads to ${value}, which no Service is`)
}

function reachFaults({ kind, name, labels }: Workload, objects: readonly KubeObject[]): string[] {
  const isLimited = objects.some(object => {
    const { podSelector, policyTypes = [] } = specOf(object)
    if (object.kind !== 'NetworkPolicy' || !policyTypes.includes('Egress')) return false
    return isSelected(podSelector?.matchLabels ?? {}, labels)
  })
  return isLimited ? [] : [`${kind} ${name}: no NetworkPolicy says where it may go`]
}

function jobFaults({ name, annotations }: Workload): string[] {
  return annotations['helm.sh/hook'] ? [] : [`Job ${name}: it is no hook, and would be changed by an upgrade`]
}
