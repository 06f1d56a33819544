import { type Clearing, expire, readWhole } from '@portico/service-kit'
import { FEED_HOURS } from './sessions/access-changes.ts'
import { KEEP_SESSIONS_HOURS } from './sessions/session.store.ts'
import { boundCounters } from './throttle/bound-counters.ts'

/** Long after a link was used, expired or was revoked; the audit says more of it. */
const LINK_DAYS = 30

/** What has an end, whether or not a user of its tenant ever comes back. */
export function identityEnds(env: NodeJS.ProcessEnv): Clearing[] {
  const auditDays = readWhole(env, 'PORTICO_AUDIT_DAYS')
  return [
    expire('session', `created_at < now() - make_interval(hours => ${KEEP_SESSIONS_HOURS})`),
    expire('access_change', `changed_at < now() - make_interval(hours => ${FEED_HOURS})`),
    expire('pending_login', 'expires_at < now()'),
    expire('sso_attempt', 'expires_at < now()'),
    expire('known_browser', 'expires_at < now()'),
    expire('password_link', `expires_at < now() - make_interval(days => ${LINK_DAYS})`),
    // A reader of a counter that is forgotten begins anew; one that was just read is kept a minute longer.
    expire('throttle', `forget_at < now() - interval '1 minute'`),
    boundCounters(),
    expire('audit_entry', `at < now() - make_interval(days => ${auditDays})`),
  ]
}
