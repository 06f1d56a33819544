import { v7 } from 'uuid'

/** UUIDv7: sorts by the time it was made, which keeps indexes compact. */
export function newId(): string {
  return v7()
}
