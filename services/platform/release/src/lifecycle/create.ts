import {
  DEFAULT_GUARDRAILS,
  MEMBER_LISTS,
  type Overlay,
  type Release,
  type WantedRelease,
} from '@portico/release'
import { newId, type Transaction } from '@portico/service-kit'
import type { Cause } from '../access/cause.ts'
import { audit } from '../audit/audit.ts'
import { changeList } from '../store/member-lists.ts'
import { describeOverlay, requireArtifacts } from '../store/overlay.ts'
import { releaseProblems } from '../store/problems.ts'
import { getRelease } from '../store/release.ts'

/** Nothing else ends a draft but its start or its abort. */
const MAX_DRAFTS = 500

/** A draft: no tenant gets it before its start. Throws ARTIFACT_UNKNOWN, ARTIFACT_KIND, DRAFT_LIMIT. */
export async function createRelease(
  tx: Transaction,
  wanted: Omit<WantedRelease, 'overlay'> & { overlay: Overlay },
  by: Cause,
): Promise<Release> {
  await requireArtifacts(tx, wanted.overlay)
  await requireRoom(tx)
  const id = newId()
  await insertRelease(tx, id, wanted, by)
  await tx.run('insert into release_list (release_id, list) select $1, unnest($2::text[])', [
    id,
    [...MEMBER_LISTS],
  ])
  await changeList(tx, id, 'allow', { add: wanted.allow })
  await changeList(tx, id, 'block', { add: wanted.block })
  const release = await getRelease(tx, id)
  const { overlay, percentBp, lists } = release
  const change = { overlay, percentBp, allow: lists.allow.count, block: lists.block.count }
  await audit(tx, { ...by, action: 'release.create', subject: `release:${id}`, change })
  return release
}

async function requireRoom(tx: Transaction) {
  const { count } = await tx.get<{ count: number }>(
    `select count(*)::int as count from release where state = 'draft'`,
  )
  if (count >= MAX_DRAFTS)
    throw releaseProblems.DRAFT_LIMIT(`At most ${MAX_DRAFTS}. Start or abort one first.`)
}

async function insertRelease(
  tx: Transaction,
  id: string,
  wanted: Omit<WantedRelease, 'overlay'> & { overlay: Overlay },
  { actor }: Cause,
) {
  const title = wanted.title ?? describeOverlay(wanted.overlay)
  await tx.run(
    `insert into release (id, salt, state, percent_bp, kept_bp, constraints, overlay, breaking, is_open_to_join,
       title, notes, guardrails, created_by)
     values ($1, $2, 'draft', $3, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      wanted.salt ?? id,
      wanted.percentBp ?? 0,
      JSON.stringify(wanted.constraints ?? []),
      JSON.stringify(wanted.overlay),
      wanted.breaking ?? false,
      wanted.isOpenToJoin ?? false,
      JSON.stringify(title),
      JSON.stringify(wanted.notes ?? title),
      JSON.stringify(wanted.guardrails ?? DEFAULT_GUARDRAILS),
      actor,
    ],
  )
}
