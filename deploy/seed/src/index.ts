export { type SeedOptions, seedDemo } from './seed.ts'
export { SeedError } from './service-client.ts'
