export { defineVueApp, type VueAppOptions } from './define-vue-app.ts'
export { defineVueContribution } from './define-vue-contribution.ts'
export { useLocale, useMountProps, useShell, useSlotContext, useTheme } from './services.ts'
