import type { Theme } from '@portico/micro-app'
import { theme as antdTheme, type ThemeConfig } from 'antd'
import { DARK_PALETTE, LIGHT_PALETTE, type Palette } from '../palette.ts'

type Algorithm = typeof antdTheme.defaultAlgorithm

interface AntdLook {
  theme: Theme
  /** Without it antd shows and hides at once. */
  hasMotion: boolean
}

/** The design tokens as antd wants them. `key` keeps the css variables of two apps on one page apart. */
export function antdThemeOf({ theme, hasMotion }: AntdLook, key: string): ThemeConfig {
  const palette = theme === 'dark' ? DARK_PALETTE : LIGHT_PALETTE
  const base = theme === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm
  return {
    algorithm: withPalette(base, palette),
    cssVar: { key: key.replace(/[^\w-]/g, '-') },
    token: { ...seedOf(palette), ...textOf(palette), ...SHAPE, motion: hasMotion },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Modal: { titleFontSize: 17 },
    },
  }
}

/** The algorithms shift the primary colour, in the dark one visibly; ours is already chosen for contrast. */
function withPalette(base: Algorithm, palette: Palette): Algorithm {
  return seed => ({
    ...base(seed),
    colorPrimary: palette.accent,
    colorPrimaryHover: palette.accentHover,
    colorPrimaryActive: palette.accentHover,
    colorPrimaryBg: palette.accentSoft,
    colorPrimaryText: palette.accent,
    colorError: palette.danger,
    colorErrorHover: palette.dangerHover,
    colorErrorActive: palette.dangerHover,
    colorErrorBorderHover: palette.dangerHover,
    colorErrorText: palette.danger,
    colorErrorBg: palette.dangerSoft,
    colorSuccess: palette.success,
    colorSuccessBg: palette.successSoft,
    colorWarning: palette.warning,
    colorWarningBg: palette.warningSoft,
    colorInfo: palette.info,
    colorInfoBg: palette.infoSoft,
  })
}

function seedOf(palette: Palette) {
  return {
    colorPrimary: palette.accent,
    colorLink: palette.accent,
    colorError: palette.danger,
    colorSuccess: palette.success,
    colorWarning: palette.warning,
    colorInfo: palette.info,
  }
}

function textOf(palette: Palette) {
  return {
    colorText: palette.text,
    colorTextSecondary: palette.textSecondary,
    colorTextTertiary: palette.textTertiary,
    colorTextDescription: palette.textTertiary,
    colorTextPlaceholder: palette.textTertiary,
    colorTextLightSolid: palette.onAccent,
    colorBgLayout: palette.bg,
    colorBgContainer: palette.surface,
    colorBgElevated: palette.surface,
    colorBorder: palette.borderStrong,
    colorBorderSecondary: palette.border,
    colorSplit: palette.border,
  }
}

const SHAPE = {
  fontFamily: 'var(--p-font-family)',
  fontSize: 14,
  borderRadius: 8,
  borderRadiusSM: 6,
  controlHeight: 34,
}
