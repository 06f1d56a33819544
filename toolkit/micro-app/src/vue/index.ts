export { defineVueApp, type VueAppOptions } from './define-vue-app.ts'
export { useLocale, useMountProps, useShell, useTheme } from './services.ts'
