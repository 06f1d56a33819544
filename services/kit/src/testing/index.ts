export { ContextSigner } from '../context-signer.ts'
export { describeRowSecurity } from './row-security.ts'
export { type ServiceUnderTest, startForTest, type TestCall } from './under-test.ts'
