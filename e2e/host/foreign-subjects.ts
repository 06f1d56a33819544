import { expect, type Locator } from '@playwright/test'
import type { Subject } from '../src/exercise.ts'

const GREEN = 'rgb(0, 128, 0)'
const BLUE = 'rgb(0, 0, 255)'

/** Its style, an image of its build, an event, and what is loaded late with its style; all of it again after an opening. */
async function works(seen: Locator, heading: string): Promise<void> {
  await expect(seen.getByRole('heading', { level: 1 })).toContainText(heading)
  await expect(seen.getByRole('heading', { level: 1 })).toHaveCSS('color', GREEN)
  await expect(seen.getByRole('img', { name: 'logo' })).toHaveJSProperty('naturalWidth', 24)
  const home = seen.getByRole('link', { name: 'home' })
  if ((await home.count()) > 0) await home.click()
  const count = seen.getByRole('button', { name: /^count/ })
  const before = Number((await count.textContent())?.replace(/\D+/g, ''))
  await count.click()
  await expect(count).toHaveText(`count ${before + 1}`)
  await seen.getByRole('link', { name: 'other' }).click()
  const late = seen.getByText('The late part').last()
  await expect(late).toHaveCSS('color', BLUE)
  await expect(late).toBeInViewport()
}

export interface Foreign extends Subject {
  global: string
}

export const SUBJECTS: Foreign[] = [
  ['webpack-react', 'React 16 of webpack 5', 'React 16.14', 'webpackReactGlobal'],
  ['umd-jquery', 'umd-jquery', 'jQuery 3', 'umdJqueryGlobal'],
  ['vue-two', 'Vue 2', 'Vue 2.7', 'vueTwoGlobal'],
  ['vue-three', 'Vue 3 of Vite', 'Vue 3.5', 'vueThreeGlobal'],
  ['plain-page', 'A plain page', 'Plain page', 'pageState'],
  ['angular', 'Angular', 'Angular 22', 'angularGlobal'],
  ['svelte-dist', 'Svelte of Vite', 'Svelte', 'svelteDistGlobal'],
  ['lit-dist', 'Lit of Vite', 'Lit', 'litDistGlobal'],
].map(([name = '', title = '', heading = '', global = '']) => ({
  ...{ name, title, global },
  works: seen => works(seen, heading),
}))
