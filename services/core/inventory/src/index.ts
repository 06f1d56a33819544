export { inventory as service } from './service.ts'
