import type { Transaction } from '@portico/service-kit'
import { LIVE_CONTENT } from '../store/live-apps.ts'

export interface LiveOperation {
  app: string
  name: string
  body: string
}

/** Of every version of an app that a page is served or may call from, builds of this machine too. */
export function listLiveOperations(tx: Transaction): Promise<LiveOperation[]> {
  return tx.list<LiveOperation>(
    `with ${LIVE_CONTENT}, met as (
       select distinct app.key as name, app.value as version from content, jsonb_each_text(content.apps) app
     )
     select distinct artifact.name as app, operation->>'name' as name, operation->>'body' as body
     from artifact join met on met.name = artifact.name and met.version = artifact.version
     cross join lateral jsonb_array_elements(coalesce(manifest->'operations', '[]')) operation
     where kind = 'app'
     order by 1, 2`,
  )
}
