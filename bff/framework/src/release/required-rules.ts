import { AppError } from '../errors/app-error.ts'
import type { Rules } from './rules/rules.ts'
import type { RulesClient } from './rules/rules-client.ts'
import type { TabRouting } from './tab-routing.ts'

/** Faults: RULES_UNAVAILABLE. */
export async function requireRules(gateway: { rules: Pick<RulesClient, 'current'> }): Promise<Rules> {
  const rules = await gateway.rules.current()
  if (rules) return rules
  throw rulesUnavailable()
}

/** What was resolved for the tab already is not resolved again. Faults: RULES_UNAVAILABLE. */
export function requireTab(tab: TabRouting | null): TabRouting {
  if (tab) return tab
  throw rulesUnavailable()
}

function rulesUnavailable(): AppError {
  return new AppError('RULES_UNAVAILABLE')
}
