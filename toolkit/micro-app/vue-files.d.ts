/** For modules that import a Vue component: what is in it, `vue-tsc` checks (`pnpm check:types-apps`). */
declare module '*.vue' {
  import type { Component } from 'vue'

  const component: Component
  export default component
}
