export { provisionServices, type RunningServices, serviceNames, startServices } from './host.ts'
