export { release as service } from './service.ts'
