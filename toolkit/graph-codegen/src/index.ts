export { DocumentError } from './document-error.ts'
export { type CollectedOperation, collectOperations } from './operations.ts'
