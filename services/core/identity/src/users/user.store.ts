import type { NewUser, User, WantedUser } from '@portico/identity-contract'
import { newId, problems, type Transaction } from '@portico/service-kit'
import type { AuditSubject } from '../audit/audit.ts'
import { hashPassword, isPassword } from '../passwords/index.ts'
import { identityProblems } from '../problems/identity-problems.ts'

const BY_USERNAME = 'user_account_by_username'
const COLUMNS = 'id, username, display_name as "displayName"'
const ACCOUNT_COLUMNS = `${COLUMNS}, role, password_hash as "passwordHash", locked_at is not null as "isLocked",
  sessions_version as "sessionsVersion"`

export interface Account extends User {
  /** A built-in role's id, or that of one of the tenant's own. */
  role: string
  /** Null: invited, and no password chosen yet. */
  passwordHash: string | null
  isLocked: boolean
  /** Counts up with what ends the user's sessions. */
  sessionsVersion: number
}

export class UserStore {
  readonly #tx: Transaction
  readonly #tenantId: string

  constructor(tx: Transaction, tenantId: string) {
    this.#tx = tx
    this.#tenantId = tenantId
  }

  listByIds(ids: readonly string[]): Promise<User[]> {
    return this.#tx.list<User>(`select ${COLUMNS} from user_account where tenant_id = $1 and id = any($2)`, [
      this.#tenantId,
      ids,
    ])
  }

  /** Upper and lower case are alike, and full-width forms. */
  findAccount(username: string): Promise<Account | null> {
    return this.#tx.find<Account>(
      `select ${ACCOUNT_COLUMNS} from user_account where tenant_id = $1 and lower(username) = lower($2) and removed_at is null`,
      [this.#tenantId, plainName(username)],
    )
  }

  findAccountById(id: string): Promise<Account | null> {
    return this.#tx.find<Account>(
      `select ${ACCOUNT_COLUMNS} from user_account where tenant_id = $1 and id = $2 and removed_at is null`,
      [this.#tenantId, id],
    )
  }

  /** Unless the password was changed meanwhile. */
  async replaceHash(id: string, seen: string, hash: string) {
    await this.#tx.run(
      'update user_account set password_hash = $4 where tenant_id = $1 and id = $2 and password_hash = $3',
      [this.#tenantId, id, seen, hash],
    )
  }

  /** Makes the user, or brings name, role and password to what is wanted. */
  async put(wanted: WantedUser) {
    const found = await this.findAccount(wanted.username)
    if (found && (await isAsWanted(found, wanted))) return
    await this.#tx.run(
      `insert into user_account (tenant_id, id, username, display_name, password_hash, role)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (tenant_id, lower(username)) where removed_at is null do update set
         display_name = excluded.display_name, password_hash = excluded.password_hash,
         role = excluded.role, updated_at = now()`,
      [
        this.#tenantId,
        newId(),
        plainName(wanted.username),
        wanted.displayName.trim(),
        await hashPassword(wanted.password),
        wanted.role,
      ],
    )
  }
}

/** As it is kept: what looks like a letter of the user's name is that letter. */
export function plainName(username: string): string {
  return username.normalize('NFKC').trim()
}

async function isAsWanted(found: Account, wanted: WantedUser): Promise<boolean> {
  if (found.displayName !== wanted.displayName.trim() || found.role !== wanted.role) return false
  return isPassword(wanted.password, found.passwordHash)
}

/** What changes of a user look at; not removed. */
export interface KnownUser extends User {
  role: string
  isLocked: boolean
  hasJoined: boolean
}

/** Throws `NOT_FOUND`. */
export async function getUser(tx: Transaction, tenantId: string, id: string): Promise<KnownUser> {
  const found = await tx.find<KnownUser>(
    `select ${COLUMNS}, role, locked_at is not null as "isLocked", joined_at is not null as "hasJoined"
     from user_account where tenant_id = $1 and id = $2 and removed_at is null`,
    [tenantId, id],
  )
  if (!found) throw problems.NOT_FOUND(`There is no user ${id}.`)
  return found
}

/** Throws `USERNAME_TAKEN`. */
export async function createInvited(
  tx: Transaction,
  tenantId: string,
  { username, displayName, role }: NewUser,
): Promise<KnownUser> {
  const id = newId()
  const names = { username: plainName(username), displayName: displayName.trim() }
  await whileFree(names.username, () =>
    tx.run(
      `insert into user_account (tenant_id, id, username, display_name, role, joined_at)
       values ($1, $2, $3, $4, $5, null)`,
      [tenantId, id, names.username, names.displayName, role],
    ),
  )
  return { id, ...names, role, isLocked: false, hasJoined: false }
}

/** Throws `USERNAME_TAKEN`. */
export async function writeUser(
  tx: Transaction,
  tenantId: string,
  { id, username, displayName, role }: Pick<KnownUser, 'id' | 'username' | 'displayName' | 'role'>,
) {
  await whileFree(username, () =>
    tx.run(
      `update user_account set username = $3, display_name = $4, role = $5, updated_at = now()
       where tenant_id = $1 and id = $2`,
      [tenantId, id, username, displayName, role],
    ),
  )
}

export function auditSubjectOf({ id, displayName, username }: User): AuditSubject {
  return { kind: 'USER', id, name: `${displayName} (${username})` }
}

async function whileFree(username: string, write: () => Promise<unknown>) {
  try {
    await write()
  } catch (error) {
    const isTaken = error instanceof Error && 'constraint' in error && error.constraint === BY_USERNAME
    if (!isTaken) throw error
    throw identityProblems.USERNAME_TAKEN(`Another user has the name ${username}.`, {}, error)
  }
}
