export { publishImage } from './publish-image.ts'
export { release as service } from './service.ts'
