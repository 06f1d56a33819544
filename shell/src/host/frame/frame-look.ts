import type { ThemeService } from '@portico/micro-app'
import type { FrameLook } from './wire/messages.ts'

/** Names of the shell's design tokens begin so. */
const TOKEN = /^--p-/

/** Theme and design tokens, as they are now: no style sheet of the page reaches into a frame. */
export function frameLook(theme: ThemeService): FrameLook {
  // Browsers without it (Firefox) name no custom property of an element; a frame then has the theme alone.
  const styles = document.documentElement.computedStyleMap?.() ?? new Map<string, { toString(): string }[]>()
  const tokens = [...styles].flatMap(([name, value]) =>
    TOKEN.test(name) ? [[name, String(value).trim()] as const] : [],
  )
  return { theme: theme.current(), tokens: Object.fromEntries(tokens) }
}
