import type { Explanation } from '@portico/release'

/** What became of one rule of a decision. */
export type RulePlace = 'decided' | 'matchedToo' | 'noMatch'

/** The first rule that matches decides; one behind it may match too, and no longer matters. */
export function rulePlace({ rules, reason }: Explanation['decisions'][number], index: number): RulePlace {
  if (rules[index]?.reason === reason) return 'decided'
  return rules[index]?.isMatch ? 'matchedToo' : 'noMatch'
}
