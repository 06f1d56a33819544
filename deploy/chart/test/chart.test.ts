import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { objectFaults } from '../src/faults/index.ts'
import { kustomizeFiles } from '../src/kustomize.ts'
import { type KubeContainer, type KubeObject, listWorkloads, type PodSpec } from '../src/objects/objects.ts'
import { lintChart, renderChart } from '../src/tools/helm.ts'
import { schemaFaults } from '../src/tools/schema-faults.ts'

/** Everything that can be switched on. */
const FULL = [
  '--set',
  'metrics.enabled=true,metrics.podMonitor=true,nats.enabled=true,hasPreviousSecret=true,hasPooler=true,gateway.autoscaling.inFlight=40',
  '--set',
  'worker.autoscaling.queue.waiting=100,worker.autoscaling.queue.by=keda,worker.autoscaling.queue.prometheus=http://prometheus:9090',
  '--set',
  'grayServices[0].service=sales,grayServices[0].tag=gray,grayServices[0].version=1.5.0,grayServices[0].features={waiting-days}',
  '--set',
  'artifacts.store=,artifacts.claimName=artifacts,networkPolicy.metricsFrom[0].namespaceSelector.matchLabels.name=monitoring,reports.enabled=true',
]

let objects: KubeObject[]
let full: KubeObject[]
beforeAll(async () => {
  // The first of them installs helm where it is missing.
  objects = await renderChart()
  full = await renderChart(...FULL)
}, 300_000)

const reporting = (all: KubeObject[]) =>
  all
    .filter(object => JSON.stringify(object).includes('PORTICO_REPORTS_FOLDER'))
    .map(({ metadata }) => metadata.name)
    .sort()

describe('the chart', () => {
  it('passes helm lint, and every object the schemas of Kubernetes and our own rules, as it is and with all switched on', async () => {
    await lintChart()
    expect(objects.length).toBeGreaterThan(30)
    expect(full.length).toBeGreaterThan(objects.length)
    expect(await schemaFaults([...objects, ...full])).toEqual([])
    expect(objectFaults(objects)).toEqual([])
    expect(objectFaults(full)).toEqual([])
  })

  it('has what is asked for, and nothing that is not', () => {
    const named = (list: KubeObject[], kind: string) =>
      list.filter(object => object.kind === kind).map(({ metadata }) => metadata.name)
    expect(named(objects, 'ScaledObject')).toEqual([])
    expect(named(objects, 'HorizontalPodAutoscaler')).toContain('portico-worker')
    expect(named(full, 'ScaledObject')).toEqual(['portico-worker'])
    expect(named(full, 'HorizontalPodAutoscaler')).not.toContain('portico-worker')
    expect(named(full, 'Deployment')).toContain('portico-sales-gray')
    expect(named(full, 'PodMonitor')).toEqual(['portico'])
    expect(JSON.stringify(full)).toContain('portico_operations_in_flight')
    expect(JSON.stringify(full)).toContain('/SALES_DIRECT_URL')
    expect(reporting(objects)).toEqual([])
    expect(reporting(full)).toEqual(['portico-sales', 'portico-sales-gray'])
  })

  it('is in step with the base of kustomize: node deploy/chart/src/main.ts writes it anew', () => {
    for (const [path, text] of Object.entries(kustomizeFiles(objects)))
      expect(readFileSync(new URL(`../kustomize/${path}`, import.meta.url), 'utf8'), path).toBe(text)
  })

  it.each([
    ['gateway.replica=3', 'replica'],
    ['image.tag=latest', '/image/tag'],
    ['artifacts.claimName=claim', '/artifacts'],
    ['settings.PORTICO_SECRET=abc', "invalid propertyName 'PORTICO_SECRET'"],
    ['services.sales.resources.limits.cpu=much', '/services/sales/resources'],
    [
      'grayServices[0].service=sales,grayServices[0].tag=stable,grayServices[0].version=1',
      '/grayServices/0/tag',
    ],
    ['worker.services={sales,nothing}', '/worker/services/1'],
  ])('refuses the values %s', async (values, place) => {
    await expect(renderChart('--set', values)).rejects.toThrow(place)
  })
})

/** A copy of all objects, in which `change` spoils the gateway's. */
function spoiled(
  change: (parts: { container: KubeContainer; pod: PodSpec; gateway: KubeObject; all: KubeObject[] }) => void,
) {
  const all = structuredClone(objects)
  const gateway = all.find(
    ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'portico-gateway',
  )
  const [workload] = gateway ? listWorkloads([gateway]) : []
  const [container] = workload?.pod.containers ?? []
  if (!gateway || !workload || !container) throw new Error('There is no gateway')
  change({ container, pod: workload.pod, gateway, all })
  return all
}

describe('of its objects', () => {
  it.each<[string, Parameters<typeof spoiled>[0], RegExp]>([
    ['no limit', ({ container }) => delete container.resources?.limits, /memory has no limit/],
    ['no request', ({ container }) => delete container.resources?.requests, /asks for no processor/],
    ['root', ({ pod }) => Object.assign(pod.securityContext ?? {}, { runAsUser: 0 }), /may run as root/],
    [
      'a root that is written to',
      ({ container }) => delete container.securityContext?.readOnlyRootFilesystem,
      /written to/,
    ],
    ['capabilities', ({ container }) => delete container.securityContext?.capabilities, /keeps capabilities/],
    [
      'more rights',
      ({ container }) => delete container.securityContext?.allowPrivilegeEscalation,
      /gain rights/,
    ],
    ['no seccomp', ({ pod }) => delete pod.securityContext?.seccompProfile, /no seccomp/],
    [
      'secrets that others read',
      ({ pod }) =>
        Object.assign(pod.volumes?.find(({ secret }) => secret)?.secret ?? {}, { defaultMode: 440 }),
      /another mode/,
    ],
    ['a token', ({ pod }) => delete pod.automountServiceAccountToken, /token of the API/],
    [
      'an image without a version',
      ({ container }) => Object.assign(container, { image: 'portico:latest' }),
      /names no version/,
    ],
    [
      'a probe of another port',
      ({ container }) => Object.assign(container.readinessProbe?.httpGet ?? {}, { port: 8081 }),
      /asks at 8081.* 8080/,
    ],
    [
      'a probe of a port without a name',
      ({ container }) => Object.assign(container.readinessProbe?.httpGet ?? {}, { port: 'web' }),
      /asks at no port/,
    ],
    [
      'readiness by life',
      ({ container }) => Object.assign(container.readinessProbe?.httpGet ?? {}, { path: '/healthz' }),
      /does not ask for \/readyz/,
    ],
    ['no probe', ({ container }) => delete container.livenessProbe, /livenessProbe/],
    [
      'too little time to stop',
      ({ pod }) => Object.assign(pod, { terminationGracePeriodSeconds: 30 }),
      /killed after 30 s.* 44 s/,
    ],
    ['no preStop', ({ container }) => delete container.lifecycle, /before its endpoint/],
    ['all pods on one node', ({ pod }) => delete pod.topologySpreadConstraints, /not spread/],
    [
      'a slip in a setting',
      ({ container }) => container.env?.push({ name: 'PORTICO_WORKRS', value: '2' }),
      /UNKNOWN_SETTING: PORTICO_WORKRS/,
    ],
    [
      'a value that is none',
      ({ container }) => container.env?.push({ name: 'LOG_LEVEL', value: 'loud' }),
      /BAD_SETTING: LOG_LEVEL/,
    ],
    [
      'a secret in plain text',
      ({ container }) => container.env?.push({ name: 'REDIS_URL', value: 'redis://:abc@r' }),
      /secret in plain text/,
    ],
    [
      'a secret too many',
      ({ pod }) =>
        pod.volumes
          ?.find(({ secret }) => secret)
          ?.secret?.items?.push({ key: 'DATABASE_URL', path: 'DATABASE_URL' }),
      /DATABASE_URL is mounted and not read/,
    ],
    [
      'a service that is not there',
      ({ container }) => container.env?.push({ name: 'OTHER_URL', value: 'http://portico-other:7009' }),
      /which no Service is/,
    ],
    [
      'pods of another',
      ({ gateway }) =>
        Object.assign(gateway.spec?.selector ?? {}, { matchLabels: { 'app.kubernetes.io/name': 'portico' } }),
      /takes pods of portico-sales/,
    ],
    [
      'no budget',
      ({ all }) =>
        all.splice(
          all.findIndex(({ kind }) => kind === 'PodDisruptionBudget'),
          1,
        ),
      /drained node/,
    ],
    [
      'a number and an autoscaler',
      ({ gateway }) => Object.assign(gateway.spec ?? {}, { replicas: 2 }),
      /said twice/,
    ],
    [
      'no NetworkPolicy',
      ({ all }) =>
        all.splice(
          all.findIndex(({ metadata }) => metadata.name === 'portico-inside'),
          1,
        ),
      /where it may go/,
    ],
  ])('%s is refused', (_, change, reason) => {
    expect(objectFaults(spoiled(change)).join('\n')).toMatch(reason)
  })

  it('a field that the schemas do not know, and a value that they do not take, is refused by the name of the object', async () => {
    const slip = spoiled(({ gateway }) => Object.assign(gateway.spec ?? {}, { replicass: 2 }))
    expect(await schemaFaults(slip)).toEqual([
      expect.stringMatching(/^Deployment portico-gateway: .*replicass.* does not exist/),
    ])
    const text = spoiled(({ container }) =>
      Object.assign(container, { ports: [{ name: 'http', containerPort: 'many' }] }),
    )
    expect((await schemaFaults(text)).join('\n')).toMatch(/portico-gateway: .*containerPort must be integer/)
  })

  it('so are those of KEDA and of the Prometheus operator', async () => {
    const ofOthers = (change: (spec: Record<string, unknown>) => void) =>
      structuredClone(full)
        .filter(({ kind }) => kind === 'ScaledObject' || kind === 'PodMonitor')
        .map(object => {
          change(object.spec ?? {})
          return object
        })
    expect(await schemaFaults(ofOthers(spec => Object.assign(spec, { fallbacks: 1 })))).toEqual([
      expect.stringMatching(/^(?:ScaledObject|PodMonitor) portico.*fallbacks.* does not exist/),
      expect.stringMatching(/^(?:ScaledObject|PodMonitor) portico.*fallbacks.* does not exist/),
    ])
    const text = ofOthers(spec => Object.assign(spec, { minReplicaCount: 'few', podMetricsEndpoints: 'all' }))
    const faults = (await schemaFaults(text)).join('\n')
    expect(faults).toMatch(/PodMonitor portico: .*podMetricsEndpoints must be array/)
    expect(faults).toMatch(/ScaledObject .*: .*minReplicaCount must be integer/)
  })
})
