export { type RunningServices, startServices } from './host.ts'
