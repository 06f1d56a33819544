export {
  checkMicroApp,
  type Fault,
  RULES,
  type RuleCode,
  type SuiteOptions,
} from './check-micro-app.ts'
export { type FakeShell, type FakeShellOptions, fakeMountProps, fakeShell } from './fake-shell.ts'
export type { Answers } from './fakes/graph.ts'
export { type RenderedApp, type RenderOptions, renderApp } from './render-app.ts'
export { stubBrowser } from './stub-browser.ts'
export { type AnsweredOperation, answer, answers } from './typed-answers.ts'
