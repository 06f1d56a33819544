export type { KubeObject } from '../objects/objects.ts'
export { renderChart } from '../tools/helm.ts'
export { listPorts, type PlannedProcess, planProcesses, readBase } from './plan.ts'
export { type RunningProcess, runJob, startProcess } from './run.ts'
