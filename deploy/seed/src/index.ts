export { ensurePlatform, type FirstOperator, findDemoTenants, openFirstOperator } from './platform.ts'
export { type SeedOptions, seedDemo } from './seed.ts'
export { SeedError } from './service-client.ts'
export { type SeedServices as Services, seedTenant } from './tenants.ts'
