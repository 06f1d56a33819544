import type { KubeContainer, PodSpec, Probe, Workload } from '../objects/objects.ts'
import { environmentOf, portOf, roleOf } from '../objects/role-of.ts'

/** The longest stop of a service, and the second or two in which a process ends. */
const SERVICE_STOP_SECONDS = 35
const END_SECONDS = 2
const SECRET_MODE = 0o440
const PROBES = {
  startupProbe: '/healthz',
  livenessProbe: '/healthz',
  readinessProbe: '/readyz',
} as const

/** Of one workload: rights, limits, probes, and the time to stop. */
export function podFaults(workload: Workload): string[] {
  const { pod, kind } = workload
  return [
    ...rightFaults(pod),
    ...secretModeFaults(pod),
    ...pod.containers.flatMap(container => [
      ...containerRightFaults(container),
      ...imageFaults(container),
      ...limitFaults(container),
      ...(kind === 'Deployment' ? [...probeFaults(container), ...stopFaults(container, pod)] : []),
    ]),
    ...(kind === 'Deployment' && !pod.topologySpreadConstraints?.length ? ['pods are not spread'] : []),
  ]
}

function rightFaults({ automountServiceAccountToken, securityContext = {} }: PodSpec): string[] {
  const { runAsNonRoot, runAsUser, seccompProfile } = securityContext
  return [
    ...(runAsNonRoot === true && runAsUser !== 0 ? [] : ['it may run as root']),
    ...(seccompProfile?.type === 'RuntimeDefault' ? [] : ['there is no seccomp profile']),
    ...(automountServiceAccountToken === false ? [] : ['it gets a token of the API that it does not need']),
  ]
}

/** By the group of the pod, and by no process of another. */
function secretModeFaults({ volumes = [] }: PodSpec): string[] {
  return volumes
    .filter(({ secret }) => secret && secret.defaultMode !== SECRET_MODE)
    .map(({ name }) => `the files of ${name} have another mode than ${SECRET_MODE} (0440)`)
}

function containerRightFaults({ securityContext = {} }: KubeContainer): string[] {
  const { allowPrivilegeEscalation, readOnlyRootFilesystem, capabilities } = securityContext
  return [
    ...(allowPrivilegeEscalation === false ? [] : ['it may gain rights']),
    ...(readOnlyRootFilesystem === true ? [] : ['its root can be written to']),
    ...(capabilities?.drop?.includes('ALL') ? [] : ['it keeps capabilities']),
  ]
}

function imageFaults({ image }: KubeContainer): string[] {
  const [named = '', digest] = image.split('@')
  const [, tag] = (named.split('/').at(-1) ?? '').split(':')
  return digest || (tag && tag !== 'latest') ? [] : [`${image} names no version`]
}

function limitFaults({ resources = {} }: KubeContainer): string[] {
  const { requests = {}, limits = {} } = resources
  return [
    ...(requests.cpu && requests.memory ? [] : ['it asks for no processor or no memory']),
    ...(limits.memory ? [] : ['its memory has no limit']),
  ]
}

/** True probes: at the port where the role listens, at the address that says what is asked. */
function probeFaults(container: KubeContainer): string[] {
  const port = portOf(roleOf(container), environmentOf(container))
  return Object.entries(PROBES).flatMap(([name, path]) => {
    const probe = container[name as keyof typeof PROBES]
    if (probe?.httpGet?.path !== path) return [`${name} does not ask for ${path}`]
    const found = portOfProbe(probe, container)
    return found === port ? [] : [`${name} asks at ${found ?? 'no port'}, and the role listens at ${port}`]
  })
}

function portOfProbe({ httpGet }: Probe, { ports = [] }: KubeContainer): number | undefined {
  if (typeof httpGet?.port === 'number') return httpGet.port
  return ports.find(({ name }) => name === httpGet?.port)?.containerPort
}

/** Kubernetes kills at the end of the grace period, whatever is under way. */
function stopFaults(container: KubeContainer, { terminationGracePeriodSeconds = 30 }: PodSpec): string[] {
  const pause = container.lifecycle?.preStop?.sleep?.seconds ?? 0
  const env = environmentOf(container)
  const isGateway = roleOf(container).name === 'gateway'
  const stopSeconds = isGateway
    ? (Number(env.PORTICO_DRAIN_MS) + Number(env.PORTICO_FINISH_MS)) / 1000
    : SERVICE_STOP_SECONDS
  const needed = pause + stopSeconds + END_SECONDS
  return [
    ...(pause > 0 ? [] : ['it is asked to stop before its endpoint is taken away']),
    ...(terminationGracePeriodSeconds >= needed
      ? []
      : [`it is killed after ${terminationGracePeriodSeconds} s, and a stop takes up to ${needed} s`]),
  ]
}
