import { murmur3 } from './murmur.ts'

const BUCKET_COUNT = 10_000

/** Where a tenant stands in a release, 0 to 9,999: in by percentage when this is under `percentBp`. */
export function bucketOf(salt: string, tenantId: string): number {
  return murmur3(`${salt}:${tenantId}`, 0) % BUCKET_COUNT
}
