import type { AuditEntry } from '@portico/release'
import { releaseContract } from '@portico/release-contract'
import type { ServiceApp, ServiceContext, Transaction } from '@portico/service-kit'
import { readItems } from '../http/page.ts'
import { requireRead } from '../http/require-read.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'

const { routes } = releaseContract

export function addAuditRoutes(app: ServiceApp, service: ServiceContext) {
  app.route({
    ...routes.listAudit,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      await requireRead(request, service)
      const { query } = request
      return service.database.transaction({}, tx =>
        readItems(query, {
          keyLength: 1,
          rows: (limit, after) => listAudit(tx, query.subject ?? null, { limit, before: after?.[0] ?? null }),
          keyOf: ({ id }) => [id],
          toItem: entry => entry,
        }),
      )
    },
  })
}

/** Newest first. */
async function listAudit(
  tx: Transaction,
  subject: string | null,
  page: { limit: number; before: string | null },
): Promise<AuditEntry[]> {
  const rows = await tx.list<Omit<AuditEntry, 'at'> & { at: Date }>(
    `select id, at, actor, action, subject, reason, change,
            coalesce(
              (select title from release where 'release:' || release.id = subject),
              (select jsonb_build_object('en', name, 'zh-CN', name) from token where 'token:' || token.id = subject),
              -- Its address outlives it here alone.
              (select jsonb_build_object('en', made.change->>'url', 'zh-CN', made.change->>'url')
               from audit made where made.subject = audit.subject and made.action = 'webhook.create')
            ) as "subjectName"
     from audit
     where ($1::text is null or subject = $1) and ($2::text is null or id < $2)
     order by id desc limit $3`,
    [subject, page.before, page.limit],
  )
  return rows.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() }))
}
