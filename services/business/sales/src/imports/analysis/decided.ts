import type { StoredJob } from '../job.ts'
import { rememberedGuesses } from './columns.ts'
import { Decisions } from './doubts.ts'

/** What was decided about an import: by a person, else by its shop before. */
export function decisionsOf({ asked }: Pick<StoredJob, 'asked'>): Decisions {
  return new Decisions(asked.decisions, asked.remembered ? rememberedGuesses(asked.remembered) : [])
}
