import { DecidedDoubts } from '../analysis/doubts.ts'
import type { StoredJob } from './job.ts'

/** What was decided about an import: by a person, else by its shop before. */
export function decisionsOf({ asked }: Pick<StoredJob, 'asked'>): DecidedDoubts {
  return DecidedDoubts.of(asked)
}
