import type { Transaction } from '@portico/service-kit'

/** Whether the platform asks for a second operator. */
export async function isFourEyes(tx: Transaction): Promise<boolean> {
  const row = await tx.get<{ is_four_eyes: boolean }>('select is_four_eyes from platform_setting')
  return row.is_four_eyes
}
