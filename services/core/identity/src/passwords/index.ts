import { hashPassword } from './hash.ts'
import { assertPassword, type PasswordOwner } from './rule.ts'

export { hashPassword, isOutdated, isPassword } from './hash.ts'
export { assertPassword, type PasswordOwner } from './rule.ts'

/** The one way a person's new password is taken, by invitation, reset or change. Throws as `assertPassword`. */
export async function hashNewPassword(password: string, owner: PasswordOwner): Promise<string> {
  await assertPassword(password, owner)
  return hashPassword(password)
}
