import { expect, test } from 'vitest'
import { DARK_PALETTE, LIGHT_PALETTE, type Palette } from '../palette.ts'
import css from '../tokens.css?raw'

test.each([
  ['light', ':root {', LIGHT_PALETTE],
  ['dark', '[data-theme="dark"] {', DARK_PALETTE],
] as const)('tokens.css carries the %s palette', (_, selector, palette) => {
  const block = css.slice(css.indexOf(selector), css.indexOf('}', css.indexOf(selector)))
  for (const [name, value] of Object.entries(palette))
    expect(block).toContain(`${propertyOf(name)}: ${value};`)
})

test.each([LIGHT_PALETTE, DARK_PALETTE])(
  'every text colour is readable on every ground it stands on',
  palette => {
    for (const [text, ground] of pairsOf(palette)) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
  },
)

function propertyOf(name: string): string {
  return `--p-color-${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
}

function pairsOf(palette: Palette): [string, string][] {
  const texts = [palette.text, palette.textSecondary, palette.textTertiary, palette.accent, palette.danger]
  const grounds = [palette.bg, palette.surface, palette.surfaceSunken]
  const softs: [string, string][] = [
    [palette.accent, palette.accentSoft],
    [palette.success, palette.successSoft],
    [palette.warning, palette.warningSoft],
    [palette.danger, palette.dangerSoft],
    [palette.info, palette.infoSoft],
    [palette.onAccent, palette.accent],
    [palette.onAccent, palette.accentHover],
  ]
  return [...texts.flatMap(text => grounds.map((ground): [string, string] => [text, ground])), ...softs]
}

/** WCAG 2.2, relative luminance. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map(at => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(value => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
