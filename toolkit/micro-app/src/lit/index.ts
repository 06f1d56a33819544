export { defineLitApp } from './define-lit-app.ts'
export { ShellController } from './shell-controller.ts'
