import type {
  Constraint,
  Guardrail,
  ListRef,
  LocalText,
  MemberList,
  Overlay,
  Release,
  ReleaseState,
} from '@portico/release'
import { problems, type Transaction, versionConflict } from '@portico/service-kit'
import { type OpenRequest, shownRequest } from './asked.ts'
import { releaseProblems } from './problems.ts'

interface ReleaseRow {
  id: string
  salt: string
  state: ReleaseState
  revision: number
  percent_bp: number
  kept_bp: number
  constraints: Constraint[]
  overlay: Overlay
  breaking: boolean
  is_open_to_join: boolean
  title: LocalText
  notes: LocalText
  guardrails: Guardrail[]
  created_at: Date
  created_by: string
  started_at: Date | null
  ended_at: Date | null
  end_reason: string | null
  promotion: OpenRequest | null
  lists: Partial<Record<MemberList, ListRef>> | null
}

const COLUMNS = `r.id, salt, state, r.revision, percent_bp, kept_bp, constraints, overlay, breaking, is_open_to_join,
  title, notes, guardrails, created_at, created_by, started_at, ended_at, end_reason, promotion,
  (select jsonb_object_agg(l.list, jsonb_build_object('count', l.count, 'revision', l.revision))
   from release_list l where l.release_id = r.id) as lists`

const UNUSED: ListRef = { count: 0, revision: 0 }

/** Throws NOT_FOUND. */
export async function getRelease(tx: Transaction, id: string): Promise<Release> {
  const row = await tx.find<ReleaseRow>(`select ${COLUMNS} from release r where r.id = $1`, [id])
  return found(row, id)
}

/** No other transaction changes it until this one ends. Throws NOT_FOUND. */
export async function lockRelease(tx: Transaction, id: string): Promise<Release> {
  // Locked first and read then: what was read while waiting for the lock may be old.
  await tx.run('select 1 from release where id = $1 for update', [id])
  return getRelease(tx, id)
}

/** For a change by an operator who saw `revision`. Throws NOT_FOUND, VERSION_CONFLICT. */
export async function lockRevision(tx: Transaction, id: string, revision: number): Promise<Release> {
  const release = await lockRelease(tx, id)
  if (release.revision !== revision) throw versionConflict(release.revision)
  return release
}

/** Every release that may be in force, in one order: no other transaction revokes one until this one ends. */
export async function lockFull(tx: Transaction): Promise<void> {
  await tx.run(`select 1 from release where state = 'full' order by id for update`)
}

/** Throws RELEASE_STATE with the state it is in. */
export function requireState({ state, title }: Release, ...allowed: ReleaseState[]): void {
  if (allowed.includes(state)) return
  throw releaseProblems.RELEASE_STATE(`${title.en} is ${state}; this needs ${allowed.join(' or ')}.`, {
    state,
  })
}

/** Newest first. */
export async function listReleases(
  tx: Transaction,
  filter: { state?: ReleaseState | undefined; app?: string | undefined },
  page: { limit: number; before: string | null },
): Promise<Release[]> {
  const rows = await tx.list<ReleaseRow>(
    `select ${COLUMNS} from release r
     where ($1::text is null or state = $1) and ($2::text is null or overlay->'apps' ? $2 or overlay->'shared' ? $2)
       and ($3::text is null or r.id < $3)
     order by r.id desc limit $4`,
    [filter.state ?? null, filter.app ?? null, page.before, page.limit],
  )
  return rows.map(toRelease)
}

/** Those tenants may be on, oldest start first. */
export async function listRunning(tx: Transaction): Promise<Release[]> {
  const rows = await tx.list<ReleaseRow>(
    `select ${COLUMNS} from release r where state = 'gray' order by started_at, r.id`,
  )
  return rows.map(toRelease)
}

/** Full releases all of whose versions and tags the baseline still has, the last promoted first. */
export async function listInForce(tx: Transaction): Promise<Release[]> {
  const rows = await tx.list<ReleaseRow>(
    `select ${COLUMNS} from release r
     where state = 'full' and exists (
       select 1 from (select baseline from baseline_history order by revision desc limit 1) b
       where ((b.baseline->'apps') || jsonb_build_object('shell', b.baseline->'shell')) @> (r.overlay->'apps')
         and (b.baseline->'shared') @> coalesce(r.overlay->'shared', '{}')
         and not exists (
           select 1 from jsonb_each_text(r.overlay->'services') s
           where coalesce(b.baseline->'services'->>s.key, 'stable') <> s.value))
     order by ended_at desc, r.id desc`,
  )
  return rows.map(toRelease)
}

function found(row: ReleaseRow | null, id: string): Release {
  if (!row) throw problems.NOT_FOUND(`No release ${id}.`)
  return toRelease(row)
}

function toRelease(row: ReleaseRow): Release {
  const { allow = UNUSED, block = UNUSED, left = UNUSED, joined = UNUSED } = row.lists ?? {}
  return {
    id: row.id,
    salt: row.salt,
    state: row.state,
    revision: row.revision,
    percentBp: row.percent_bp,
    keptBp: row.kept_bp,
    constraints: row.constraints,
    overlay: row.overlay,
    breaking: row.breaking,
    isOpenToJoin: row.is_open_to_join,
    title: row.title,
    notes: row.notes,
    lists: { allow, block, left, joined },
    guardrails: row.guardrails,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    endReason: row.end_reason,
    ...(row.promotion && { promotion: shownRequest(row.promotion) }),
  }
}
