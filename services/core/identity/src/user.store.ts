import { newId, type Transaction } from '@portico/service-kit'
import type { User, WantedUser } from './identity.schema.ts'
import { hashPassword, isPassword } from './passwords.ts'
import type { Role } from './roles.ts'

const COLUMNS = 'id, username, display_name as "displayName"'

export interface Account extends User {
  role: Role
  passwordHash: string
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
      `select ${COLUMNS}, role, password_hash as "passwordHash" from user_account
       where tenant_id = $1 and lower(username) = lower($2)`,
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
       on conflict (tenant_id, lower(username)) do update set
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
