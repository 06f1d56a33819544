import { stringify } from 'yaml'
import type { KubeObject } from './objects/objects.ts'

const HELM_LABEL = 'app.kubernetes.io/managed-by'

/** Path below `kustomize` -> text: what the chart renders, without what is helm's own. Jobs stand apart, for they are run, not kept. */
export function kustomizeFiles(objects: readonly KubeObject[]): Record<string, string> {
  const plain = objects.map(withoutHelm)
  const isJob = ({ kind }: KubeObject) => kind === 'Job'
  return {
    'base/kustomization.yaml': kustomization('portico.yaml'),
    'base/portico.yaml': textOf(plain.filter(object => !isJob(object))),
    'jobs/kustomization.yaml': kustomization('jobs.yaml'),
    'jobs/jobs.yaml': textOf(plain.filter(isJob)),
  }
}

function kustomization(resource: string): string {
  const head = '# Rendered from the chart by deploy/chart/src/main.ts.\n'
  return (
    head +
    stringify({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: [resource] })
  )
}

function textOf(objects: readonly KubeObject[]): string {
  const head =
    '# Rendered from the chart by deploy/chart/src/main.ts, with its own values: change the chart, or patch this in an overlay.\n'
  return (
    head +
    objects
      .map(object => stringify(object, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false }))
      .join('---\n')
  )
}

function withoutHelm(object: KubeObject): KubeObject {
  const copy = JSON.parse(JSON.stringify(object), (name, value) =>
    name === HELM_LABEL ? undefined : value,
  ) as KubeObject
  const { annotations, ...metadata } = copy.metadata
  const own = Object.entries(annotations ?? {}).filter(([name]) => !name.startsWith('helm.sh/'))
  return {
    ...copy,
    metadata: own.length > 0 ? { ...metadata, annotations: Object.fromEntries(own) } : metadata,
  }
}
