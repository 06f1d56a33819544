export { defineVueApp, type VueAppOptions } from './define-vue-app.ts'
export { useLocale, useMountProps, useShell, useSlotContext, useTheme } from './services.ts'
