import { newId, type Transaction } from '@portico/service-kit'
import { hashPassword, isPassword } from '../passwords/index.ts'
import type { User, WantedUser } from './user.schema.ts'

const COLUMNS = 'id, username, display_name as "displayName"'

export interface Account extends User {
  /** A built-in role's id, or that of one of the tenant's own. */
  role: string
  /** Null: invited, and no password chosen yet. */
  passwordHash: string | null
  isLocked: boolean
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

  /** Upper and lower case are alike. */
  findAccount(username: string): Promise<Account | null> {
    return this.#tx.find<Account>(
      `select ${COLUMNS}, role, password_hash as "passwordHash", locked_at is not null as "isLocked"
       from user_account where tenant_id = $1 and lower(username) = lower($2) and removed_at is null`,
      [this.#tenantId, username.trim()],
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
        wanted.username.trim(),
        wanted.displayName.trim(),
        await hashPassword(wanted.password),
        wanted.role,
      ],
    )
  }
}

async function isAsWanted(found: Account, wanted: WantedUser): Promise<boolean> {
  if (found.displayName !== wanted.displayName.trim() || found.role !== wanted.role) return false
  return isPassword(wanted.password, found.passwordHash)
}
