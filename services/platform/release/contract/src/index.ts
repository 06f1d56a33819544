export { releaseContract } from './contract.ts'
