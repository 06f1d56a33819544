export { defineSvelteApp } from './define-svelte-app.ts'
export { type Observed, useLocale, useMountProps, useRoute, useShell, useTheme } from './services.ts'
