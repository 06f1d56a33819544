export { sales as service } from './service.ts'
