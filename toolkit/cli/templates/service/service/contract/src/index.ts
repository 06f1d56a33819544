export { samplesContract } from './contract.ts'
export type { Sample, SampleChange } from './sample.ts'
