export { type PlannedProcess, planProcesses, readBase } from './plan.ts'
export { type RunningProcess, runJob, startProcess } from './run.ts'
