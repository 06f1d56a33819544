/** The colours of one theme; `tokens.css` carries the same values as `--p-color-*`, and a test keeps them equal. */
export interface Palette {
  bg: string
  surface: string
  surfaceSunken: string
  border: string
  borderStrong: string
  text: string
  textSecondary: string
  textTertiary: string
  accent: string
  accentHover: string
  accentSoft: string
  onAccent: string
  success: string
  successSoft: string
  warning: string
  warningSoft: string
  danger: string
  dangerHover: string
  dangerSoft: string
  info: string
  infoSoft: string
}

/** Text colours reach 4.5:1 on `bg` and on `surface` (WCAG 2.2 AA). */
export const LIGHT_PALETTE: Palette = {
  bg: '#f5f6fa',
  surface: '#ffffff',
  surfaceSunken: '#f9fafc',
  border: '#e4e7ee',
  borderStrong: '#cdd3df',
  text: '#182033',
  textSecondary: '#4a5468',
  textTertiary: '#626c82',
  accent: '#4453d1',
  accentHover: '#3743b8',
  accentSoft: '#eceefc',
  onAccent: '#ffffff',
  success: '#15754a',
  successSoft: '#e3f5ec',
  warning: '#8f5600',
  warningSoft: '#fdf1dc',
  danger: '#c22f3d',
  dangerHover: '#a32431',
  dangerSoft: '#fdebec',
  info: '#1d66b5',
  infoSoft: '#e5f0fb',
}

export const DARK_PALETTE: Palette = {
  bg: '#0f131b',
  surface: '#171c26',
  surfaceSunken: '#131821',
  border: '#272e3c',
  borderStrong: '#3a4354',
  text: '#e8ebf2',
  textSecondary: '#b3bbca',
  textTertiary: '#919bae',
  accent: '#8b98ff',
  accentHover: '#a5afff',
  accentSoft: '#232a4a',
  onAccent: '#10142b',
  success: '#57c995',
  successSoft: '#14312a',
  warning: '#e9b45c',
  warningSoft: '#362b17',
  danger: '#ff8a90',
  dangerHover: '#ffa7ab',
  dangerSoft: '#3a1f26',
  info: '#74b6f5',
  infoSoft: '#172d45',
}
