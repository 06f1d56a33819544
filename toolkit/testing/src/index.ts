export { type FakeShell, type FakeShellOptions, fakeMountProps, fakeShell } from './fake-shell.ts'
export type { Answers } from './fakes/graph.ts'
export { stubBrowser } from './stub-browser.ts'
