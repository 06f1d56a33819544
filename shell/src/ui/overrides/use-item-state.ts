import type { PageOverrides } from '../../overrides/index.ts'
import type { OverrideStatus } from '../../words/override-reasons.ts'
import { usePageSession } from '../common/page-session-context.ts'
import { useSignal } from '../common/shell-context.ts'
import { useReason } from './use-reason.ts'

/** Of what the environment, or the link, does not allow any more. */
const DISABLED = new Set([
  'OVERRIDES_OFF',
  'OVERRIDE_LINK_EXPIRED',
  'OVERRIDE_LINK_FOREIGN',
  'OVERRIDE_LINK_INVALID',
  'OVERRIDE_LINK_REVOKED',
])

/** How one app of this tab stands, and why where it is not as it was chosen. */
export function useItemState(
  name: string,
  { chosen, locals }: PageOverrides,
): { status: OverrideStatus; reason: string | null } {
  const reasonOf = useReason()
  const { applied, chosen: choices } = useSignal(chosen.state)
  const view = useSignal(usePageSession().workspace.host.views)[name]
  const override = applied.find(other => other.name === name)
  const isWaiting = JSON.stringify(override?.choice) !== JSON.stringify(choices[name])
  const code = override?.refusal ?? (view?.status === 'failed' ? view.error.code : null)
  const reason = code === null ? null : reasonOf(code)
  if (isWaiting) return { status: 'waiting', reason: null }
  if (override === undefined) {
    const isServed = locals.some(local => local.names.includes(name))
    return { status: isServed ? 'active' : 'default', reason: null }
  }
  if (code === null) return { status: 'active', reason: null }
  return { status: DISABLED.has(code) ? 'disabled' : 'failed', reason }
}
