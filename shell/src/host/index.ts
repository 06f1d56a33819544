export { AppError, type AppErrorCode } from './app-error.ts'
export { AppHost } from './app-host.ts'
export type { InstanceTimeouts } from './app-instance.ts'
export { type AppRuntime, createBrowserRuntime } from './app-runtime.ts'
