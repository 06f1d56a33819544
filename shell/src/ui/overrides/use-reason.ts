import { overrideReasons } from '../../words/override-reasons.ts'
import { useLocale } from '../common/shell-context.ts'

/** Why an override is not there, in words; the code itself where there are none for it. */
export function useReason(): (code: string) => string {
  const reasons: Readonly<Record<string, string>> = overrideReasons[useLocale()]
  return code => reasons[code] ?? code
}
