import type { Transaction } from '@portico/service-kit'
import type { OpenRequest } from '../store/asked.ts'

type Subject = 'baseline' | 'settings'

export interface KeptRequest<Wanted> {
  wanted: Wanted
  asked: OpenRequest
}

/** What was asked for about the whole platform; who decides on it holds the row of what it is about. */
export function findRequest<Wanted>(tx: Transaction, subject: Subject): Promise<KeptRequest<Wanted> | null> {
  return tx.find<KeptRequest<Wanted>>('select wanted, asked from approval_request where subject = $1', [
    subject,
  ])
}

export async function keepRequest(
  tx: Transaction,
  subject: Subject,
  { wanted, asked }: KeptRequest<unknown>,
): Promise<void> {
  await tx.run(
    `insert into approval_request (subject, wanted, asked) values ($1, $2, $3)
     on conflict (subject) do update set wanted = excluded.wanted, asked = excluded.asked`,
    [subject, JSON.stringify(wanted), JSON.stringify(asked)],
  )
}

/** Gives whether there was one. */
export async function dropRequest(tx: Transaction, subject: Subject): Promise<boolean> {
  return (await tx.run('delete from approval_request where subject = $1', [subject])) > 0
}
