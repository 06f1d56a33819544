import { type KubeObject, listWorkloads } from '../objects/objects.ts'
import { podFaults } from './pod-faults.ts'
import { referenceFaults } from './reference-faults.ts'
import { roleSettingFaults } from './setting-faults.ts'

/** What the objects of an installation must not be, beyond what the schemas of Kubernetes refuse: a line each. */
export function objectFaults(objects: readonly KubeObject[]): string[] {
  const workloads = listWorkloads(objects)
  const faults = workloads.flatMap(workload =>
    [...podFaults(workload), ...roleSettingFaults(workload)].map(
      fault => `${workload.kind} ${workload.name}: ${fault}`,
    ),
  )
  return [...faults, ...referenceFaults(objects, workloads)]
}
