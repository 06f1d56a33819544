export { defineReactApp } from './define-react-app.tsx'
export { useMountProps } from './MountContext.ts'
export { ShellRouter } from './ShellRouter.tsx'
export { useAppLocation, useLocale, useShell, useTheme } from './services.ts'
