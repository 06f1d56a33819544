export * from './api/index.ts'
export { bucketOf } from './bucket.ts'
export {
  type DecidedRelease,
  type Decision,
  type DecisionInput,
  decide,
  explainDecision,
} from './decide.ts'
export { decodeList, encodeList, MemberListError, type MemberListUpdate } from './member-list.ts'
export * from './model/interventions.ts'
export * from './model/rules.ts'
export { fingerprintOf, TenantSet } from './tenant-set.ts'
