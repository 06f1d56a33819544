export { defineSolidApp } from './define-solid-app.ts'
export { useLocale, useMountProps, useRoute, useShell, useTheme } from './services.ts'
